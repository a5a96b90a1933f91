package smc.execution.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import smc.execution.desk.event.DeskEvent;
import smc.execution.desk.event.DeskListener;
import smc.execution.instrument.Instrument;
import smc.execution.order.OrderIds;
import smc.execution.order.OrderRequest;
import smc.execution.risk.RiskGate;
import smc.execution.risk.RiskSettings;
import smc.strategy.state.StateCopy;
import smc.strategy.state.StateTree;

/** The desks of one symbol and what they share. Can be made again from a copy of itself; what they say is handed on, and kept until asked for. */
final class SymbolDesks implements DeskListener {
    private final DeskListener out;
    private final Market market = new Market(TradingDesk.CANDLE_NANOS);
    private final OrderIds ids = new OrderIds(0);
    private final RiskGate gate;
    private final List<Desk> desks = new ArrayList<>();
    private final List<Object> said = new ArrayList<>();

    private record PositionDiffers(int accountId, int instrumentId, long ownContracts, long venueContracts) {}

    // In force.
    private Instrument instrument;
    private List<DeskSettings> rules;
    private boolean isPositionShared;

    /** As they are at a start. */
    SymbolDesks(DeskSetup setup, DeskListener out) {
        this(
                setup.instrument(),
                setup.modes().stream().map(setup::settings).toList(),
                setup.isPositionShared(),
                setup.risk(),
                out);
    }

    private SymbolDesks(
            Instrument instrument,
            List<DeskSettings> rules,
            boolean isPositionShared,
            RiskSettings risk,
            DeskListener out) {
        gate = new RiskGate(risk, rules.size(), 1);
        this.instrument = instrument;
        this.rules = rules;
        this.isPositionShared = isPositionShared;
        this.out = out;
        var shared = new Scope();
        for (DeskSettings one : rules) {
            Scope scope = isPositionShared ? shared : new Scope();
            desks.add(new Desk(desks.size(), instrument, one, market, scope, gate, ids, this));
        }
    }

    /** A start under other rules, one for each account, that share one position. */
    void goOnUnder(Instrument instrument, List<DeskSettings> rules) {
        this.instrument = instrument;
        this.rules = rules;
        isPositionShared = true;
        var shared = new Scope();
        for (int account = 0; account < rules.size(); account++) {
            desks.get(account).goOnUnder(instrument, rules.get(account), shared);
        }
    }

    /** Others that go on from where these stand, as far as these have copied themselves out. */
    SymbolDesks remade() {
        StateCopy copy = copy();
        var remade = new SymbolDesks(instrument, rules, isPositionShared, gate.settings(), out);
        remade.restore(StateTree.of(copy));
        assertThat(remade.copy().hash()).isEqualTo(copy.hash());
        return remade;
    }

    private StateCopy copy() {
        var copy = new StateCopy();
        market.copyTo(copy);
        ids.copyTo(copy);
        gate.copyTo(copy, market.nowNanos());
        copy.beginList("desks");
        desks.forEach(desk -> desk.copyTo(copy));
        copy.end();
        return copy;
    }

    private void restore(StateTree in) {
        market.restore(in);
        ids.restore(in);
        gate.restore(in);
        for (int desk = 0; desk < desks.size(); desk++) {
            desks.get(desk).restore(in.objects("desks").get(desk));
        }
    }

    RiskGate gate() {
        return gate;
    }

    Market market() {
        return market;
    }

    /** By account. */
    List<Desk> all() {
        return desks;
    }

    Desk of(int accountId) {
        return desks.get(accountId);
    }

    /** What they said since the last call. */
    List<Object> takeSaid() {
        List<Object> taken = List.copyOf(said);
        said.clear();
        return taken;
    }

    @Override
    public void wanted(OrderRequest request) {
        said.add(request);
        out.wanted(request);
    }

    @Override
    public void concluded(DeskEvent event) {
        said.add(event);
        out.concluded(event);
    }

    @Override
    public void positionDiffers(int accountId, int instrumentId, long ownContracts, long venueContracts) {
        said.add(new PositionDiffers(accountId, instrumentId, ownContracts, venueContracts));
        out.positionDiffers(accountId, instrumentId, ownContracts, venueContracts);
    }
}
