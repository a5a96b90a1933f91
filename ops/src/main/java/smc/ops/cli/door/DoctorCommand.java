package smc.ops.cli.door;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import smc.engine.config.Configuration;
import smc.engine.record.KeptConfigurations;
import smc.execution.instrument.Instrument;
import smc.execution.venue.delta.DeltaAccount;
import smc.execution.venue.delta.look.VenueLook;
import smc.journal.chronicle.JournalFolder;
import smc.ops.cli.option.ConfigFolder;
import smc.ops.cli.option.ExitCode;
import smc.ops.cli.option.VenueOptions;
import smc.ops.doctor.Check;
import smc.ops.doctor.Diagnosis;
import smc.ops.doctor.machine.MachineChecks;
import smc.ops.doctor.venue.Account;
import smc.ops.doctor.venue.VenueChecks;
import smc.ops.door.DoctorPass;
import smc.ops.door.MoneyKind;
import smc.ops.door.Stage;
import smc.ops.journal.EngineAtMoment;
import smc.ops.journal.Moment;
import smc.ops.journal.snapshot.Folding;

/** {@code smc doctor}: whether an engine may start. */
@Command(
        name = "doctor",
        description = {
            "All that a start needs is looked at, and how to mend it said.",
            "That is the machine, the data folder, the configuration, the venue and the accounts.",
            "No order of anybody is touched. A pass is kept in the data folder: for ten minutes a start may rely on it."
        },
        footer = {"", "Exit code 1 if a check failed."},
        sortOptions = false,
        mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @ArgGroup(validate = false, order = 1, heading = "%nWhere it would trade:%n")
    private VenueOptions venue = new VenueOptions();

    @Mixin
    private ConfigFolder config;

    @Option(names = "--data", paramLabel = "DIR", description = "Data folder; dataDir of engine.json if not given.")
    private Path data;

    @Option(names = "--json", description = "For programs.")
    private boolean isJson;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Configuration configuration = config.load();
        Path folder = data == null ? configuration.engine().dataDir() : data;
        Diagnosis diagnosis = look(configuration, folder);
        if (diagnosis.isPass()) {
            new DoctorPass(diagnosis.at(), diagnosis.configuration(), diagnosis.venue()).keep(folder);
        } else {
            DoctorPass.withdraw(folder);
        }
        if (isJson) {
            spec.commandLine().getOut().println(diagnosis.json().toPrettyString());
        } else {
            diagnosis.print(spec.commandLine().getOut());
        }
        return diagnosis.isPass() ? ExitCode.GOOD : ExitCode.FAILED;
    }

    private Diagnosis look(Configuration configuration, Path folder) throws IOException, InterruptedException {
        MoneyKind kind = venue.kind(configuration);
        Optional<URI> rest = venue.rest(spec, configuration);
        Optional<EngineAtMoment> before = JournalFolder.isIn(folder)
                ? Optional.of(EngineAtMoment.of(folder, Moment.END, Folding.SILENT))
                : Optional.empty();
        long stageE8 = stageE8(configuration, kind, before);
        var checks = new ArrayList<Check>(MachineChecks.of(
                folder,
                kind,
                LiveDoor.host(spec, venue, configuration),
                configuration.engine().risk(),
                stageE8));
        if (rest.isEmpty()) {
            return Diagnosis.of(Instant.now(), venue.name(configuration), configuration.hash(), checks);
        }
        try (var look = new VenueLook(rest.get(), System::currentTimeMillis)) {
            List<Instrument> instruments =
                    KeptConfigurations.settings(configuration).instruments();
            checks.addAll(VenueChecks.everybodys(
                    look, configuration, instruments, venue.exchange().isPresent(), System::currentTimeMillis));
            if (kind.needsKeys() || (venue.exchange().isPresent() && venue.hasKeys())) {
                checks.addAll(ofAccounts(look, configuration, instruments, before, stageE8));
            }
            return Diagnosis.of(Instant.now(), venue.name(configuration), configuration.hash(), checks);
        }
    }

    /** Of the journal, of a first start, and of the configuration: the least. */
    private static long stageE8(Configuration configuration, MoneyKind kind, Optional<EngineAtMoment> before) {
        long first = kind == MoneyKind.LIVE ? Stage.FIRST.capE8() : 0;
        long set = before.map(EngineAtMoment::stageCapE8).orElse(first);
        return configuration.engine().risk().capE8(set);
    }

    private List<Check> ofAccounts(
            VenueLook look,
            Configuration configuration,
            List<Instrument> instruments,
            Optional<EngineAtMoment> before,
            long stageE8) {
        try {
            List<DeltaAccount> keys = venue.accounts(spec, configuration);
            int wanted = configuration.accounts().size();
            if (keys.size() < wanted) {
                return List.of(VenueChecks.withoutKeys("%d keys for %d accounts".formatted(keys.size(), wanted)));
            }
            List<Account> accounts = IntStream.range(0, wanted)
                    .mapToObj(id -> account(configuration, id, keys.get(id), instruments, before))
                    .toList();
            return VenueChecks.ours(look, accounts, instruments, stageE8);
        } catch (IOException | ParameterException e) { // which repeat nothing of a key
            return List.of(VenueChecks.withoutKeys(e.getMessage()));
        }
    }

    private static Account account(
            Configuration configuration,
            int id,
            DeltaAccount key,
            List<Instrument> instruments,
            Optional<EngineAtMoment> before) {
        long configuredE8 = configuration.accounts().get(id).capitalE8();
        return new Account(
                configuration.engine().accountNames().get(id),
                configuration.accounts().get(id),
                key,
                instruments.stream()
                        .map(instrument -> before.flatMap(engine -> engine.image().desks().stream()
                                        .filter(desk -> desk.accountId() == id
                                                && desk.symbol().equals(instrument.symbol()))
                                        .map(desk -> desk.capitalE8())
                                        .findFirst())
                                .orElse(configuredE8))
                        .toList());
    }
}
