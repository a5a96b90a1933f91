package smc.ops.journal.snapshot;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import smc.engine.event.codec.EventSchema;
import smc.engine.snapshot.ViewSnapshot.Maker;
import smc.engine.view.EngineView;
import smc.execution.desk.event.DeskEvent;
import smc.ops.text.ProgramVersion;
import smc.strategy.number.StateHash;
import smc.strategy.state.StateTree;

/**
 * This program, as it signs what it folds. While it is worked on, its version stays the same and what it folds does not: so sizes and times of its files
 * are in the signature too.
 */
final class Program {
    /** One of each module that what is folded depends on. */
    private static final List<Class<?>> OF_MODULES =
            List.of(EngineView.class, DeskEvent.class, StateTree.class, Program.class);

    static final Maker MAKER = new Maker(ProgramVersion.number(), EventSchema.VERSION, fingerprint());

    private Program() {}

    private static long fingerprint() {
        var hash = new StateHash();
        for (Class<?> one : OF_MODULES) {
            try {
                Path place = Path.of(
                        one.getProtectionDomain().getCodeSource().getLocation().toURI());
                if (Files.isDirectory(place)) {
                    addClasses(hash, place.resolve(one.getPackageName().replace('.', '/')));
                } else {
                    add(hash, place);
                }
            } catch (IOException | URISyntaxException e) {
                throw new IllegalStateException("expected the file that " + one.getName() + " came in", e);
            }
        }
        return hash.take();
    }

    /** Not packaged: the classes beside it stand for the module. */
    private static void addClasses(StateHash hash, Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                add(hash, file);
            }
        }
    }

    private static void add(StateHash hash, Path file) throws IOException {
        hash.add(Files.size(file)).add(Files.getLastModifiedTime(file).toMillis());
    }
}
