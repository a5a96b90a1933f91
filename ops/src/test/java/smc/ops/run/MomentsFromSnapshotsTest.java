package smc.ops.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smc.engine.snapshot.SnapshotFolder;
import smc.engine.view.EngineImage;
import smc.ops.journal.EngineAtMoment;
import smc.ops.journal.Moment;
import smc.ops.journal.snapshot.Folding;
import smc.ops.journal.snapshot.KeptSnapshot;

/** A question about a moment begins at the snapshot before it, and the answer is that of all frames. */
class MomentsFromSnapshotsTest {
    private static final int MOMENTS = 40;

    @TempDir
    private Path data;

    private record Answer(EngineImage image, List<String> remarks, boolean hasMore, long firstNanos) {}

    private List<Answer> answers(List<Moment> moments) {
        var answers = new ArrayList<Answer>();
        for (Moment moment : moments) {
            EngineAtMoment at = EngineAtMoment.of(data, moment, Folding.SILENT);
            answers.add(new Answer(at.image(), at.remarks(), at.hasMore(), at.firstNanos()));
        }
        return answers;
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6})
    void everyMomentIsAsItIsFoldedFromTheFirstFrame(long seed) throws Exception {
        SeededSession.write(data, seed);
        List<KeptSnapshot> snapshots = KeptSnapshot.of(data);
        assertThat(snapshots).isNotEmpty().allMatch(one -> one.against().isEmpty());
        EngineImage end = EngineAtMoment.of(data, Moment.END, Folding.SILENT).image();
        var random = new Random(seed);
        var moments = new ArrayList<Moment>(List.of(Moment.END));
        for (KeptSnapshot one : snapshots) { // the frame before it, its own, and the one behind it
            moments.add(new Moment.AtSequence(one.sequence()));
            moments.add(new Moment.AtSequence(one.sequence() + 1));
            moments.add(new Moment.AtTime(one.header().orElseThrow().atNanos()));
        }
        while (moments.size() < MOMENTS) {
            moments.add(new Moment.AtSequence(1 + random.nextLong(end.sequence())));
        }
        List<Answer> fromSnapshots = answers(moments);

        for (KeptSnapshot one : snapshots) {
            Files.delete(one.file());
        }

        assertThat(SnapshotFolder.of(data).newestFirst()).isEmpty();
        assertThat(fromSnapshots).isEqualTo(answers(moments));
    }
}
