package smc.strategy.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EdgeQueueTest {
    private record Entry(long key, int slot) {}

    @Test
    void anEmptyQueueIsReachedByNoPrice() {
        assertThat(new EdgeQueue(4).firstKey()).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void theGreatestKeyComesFirst() {
        var queue = new EdgeQueue(4);
        queue.push(5, 50);
        queue.push(-7, 70);
        queue.push(9, 90);

        assertThat(queue.firstKey()).isEqualTo(9);
        assertThat(queue.pop()).isEqualTo(90);
        assertThat(queue.pop()).isEqualTo(50);
        assertThat(queue.pop()).isEqualTo(70);
        assertThat(queue.firstKey()).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void holdsAsManyAsItsCapacityAndShowsThemAll() {
        var queue = new EdgeQueue(3);
        for (int slot = 0; slot < 3; slot++) {
            queue.push(1, slot);
        }
        var shown = new ArrayList<Integer>();

        queue.forEachSlot(shown::add);

        assertThat(shown).containsExactlyInAnyOrder(0, 1, 2);
    }

    @Test
    void popsLikeASortedListWhateverComesBetween() {
        long seed = 11;
        var random = new SplittableRandom(seed);
        var queue = new EdgeQueue(64);
        List<Entry> sorted = new ArrayList<>();

        for (int round = 0; round < 5_000; round++) {
            // Few keys: equal ones are common; of those, any may come first, so only the key is compared.
            if (sorted.size() < 64 && (sorted.isEmpty() || random.nextBoolean())) {
                var entry = new Entry(random.nextLong(-20, 20), round);
                queue.push(entry.key(), entry.slot());
                sorted.add(entry);
                sorted.sort(Comparator.comparingLong(Entry::key));
            } else {
                long firstKey = sorted.getLast().key();
                assertThat(queue.firstKey())
                        .as("round %d of seed %d", round, seed)
                        .isEqualTo(firstKey);
                int slot = queue.pop();
                assertThat(sorted.remove(new Entry(firstKey, slot)))
                        .as("slot %d has key %d, round %d of seed %d", slot, firstKey, round, seed)
                        .isTrue();
            }
        }
    }
}
