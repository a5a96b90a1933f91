package smc.exchange.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static smc.exchange.matching.RecordedReports.e8;

import org.junit.jupiter.api.Test;

/** The orders of docs/rules.md section 26, given by hand: the venue must arrive at the capital printed there. */
class WorkedExamplesTest {
    @Test
    void longFreshModeAEndsAtTheTrail() {
        Desk desk = Desk.overRows();
        desk.row("152.40 152.60 151.30 152.50");
        desk.market(1, 5, 20, 2, "148.00");
        desk.whenReported("filled 1", () -> desk.target(3, -3, "156.90"));
        desk.row("152.50 154.80 152.10 154.60");
        desk.row("154.60 157.20 154.20 156.50");
        desk.edit(2, 2, "153.90");
        desk.row("156.50 158.40 156.00 158.00");
        desk.edit(2, 2, "155.10");

        desk.row("158.00 158.10 154.90 155.30");

        assertThat(desk.reported())
                .containsExactly(
                        "accepted 1",
                        "filled 1: 5 at 152.5, fee 0.449875 taker",
                        "accepted 2",
                        "accepted 3",
                        "filled 3: 3 at 156.9, fee 0.1110852 maker",
                        "edited 2: 2 at 153.9",
                        "edited 2: 2 at 155.1",
                        "filled 2: 2 at 155.1, fee 0.183018 taker");
        assertThat(desk.wallet()).isEqualTo("117.6560218");
        assertThat(desk.free()).isEqualTo(desk.wallet());
    }

    @Test
    void longFreshModeAIsClosedAtTheOpenAfterItsBodyStop() {
        Desk desk = Desk.overRows();
        desk.row("152.40 152.60 151.30 152.50");
        desk.market(1, 5, 20, 2, "148.00");
        desk.row("152.50 152.70 149.50 149.80");
        desk.exit(4, -5);

        desk.row("149.75 149.75 149.75 149.75");

        assertThat(desk.contracts()).isZero();
        assertThat(desk.wallet()).isEqualTo("85.3583625");
    }

    @Test
    void shortBreakerModeBEndsWholeAtTheTarget() {
        Desk desk = Desk.overRows();
        desk.row("149.30 149.30 149.30 149.30");
        desk.entry(1, -1, "150.40", 10, 2, "154.00");
        desk.whenReported("filled 1", () -> desk.target(3, 1, "147.40"));
        desk.row("149.30 150.60 148.90 149.90");

        desk.row("149.90 150.00 147.30 147.90");

        assertThat(desk.wallet()).isEqualTo("102.9297192");
        assertThat(desk.reported()).endsWith("filled 3: 1 at 147.4, fee 0.0347864 maker", "cancelled 2: 0");
    }

    @Test
    void shortBreakerModeBWithMoreCapitalTrailsItsRest() {
        Desk desk = Desk.overRows();
        desk.venue.addAccount(3, e8("300"));
        desk.row("149.30 149.30 149.30 149.30");
        desk.venue.submitLimit(3, 1, Desk.SOL, false, e8("150.40"), 5, true, false, 10, 2, e8("154.00"));
        desk.whenReported(
                "filled 1", () -> desk.venue.submitLimit(3, 3, Desk.SOL, true, e8("147.40"), 3, false, true, 0, 0, 0));
        desk.row("149.30 150.60 148.90 149.90");
        desk.row("149.90 150.00 147.30 147.90");
        desk.edit(2, 2, "149.30");
        desk.row("147.90 148.00 146.00 146.40");
        desk.edit(2, 2, "148.00");

        desk.row("146.40 148.20 146.20 148.00");

        assertThat(RecordedReports.text(desk.venue.account(3).walletE8())).isEqualTo("313.3435288");
    }

    @Test
    void shortFreshModeBEndsAtTheEmergencyStop() {
        Desk desk = Desk.overRows();
        desk.row("157.20 157.20 157.20 157.20");
        desk.entry(1, -5, "158.40", 20, 2, "162.00");
        desk.whenReported("filled 1", () -> desk.target(3, 3, "154.80"));
        desk.row("157.20 158.60 157.00 158.10");

        desk.row("158.10 162.30 158.00 161.00");

        assertThat(desk.wallet()).isEqualTo("81.335188");
    }

    @Test
    void longBreakerModeAFillsItsTargetOnTheCandleOfItsOpen() {
        Desk desk = Desk.overRows();
        desk.venue.addAccount(3, e8("200"));
        desk.row("159.90 160.30 159.20 160.10");
        desk.venue.submitMarket(3, 1, Desk.SOL, true, 3, false, 10, 2, e8("156.00"));
        desk.whenReported(
                "filled 1", () -> desk.venue.submitLimit(3, 3, Desk.SOL, false, e8("162.95"), 2, false, true, 0, 0, 0));
        desk.row("160.10 163.10 160.00 162.90");
        desk.edit(2, 1, "161.20");

        desk.row("162.90 163.00 161.00 161.30");

        assertThat(RecordedReports.text(desk.venue.account(3).walletE8())).isEqualTo("206.3446026");
    }
}
