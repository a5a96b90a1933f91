package smc.strategy.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a component tells is there again by its name and in its order, and nothing else is taken for it. */
class StateCopyTest {
    private enum Colour {
        RED,
        GREEN
    }

    private static StateCopy whole() {
        return copied(out -> {});
    }

    /** A copy with an object, a list of numbers and one of objects; {@code last} tells what else there is. */
    private static StateCopy copied(Consumer<StateCopy> last) {
        var copy = new StateCopy();
        copy.begin("core", 3).put("at", -7).put("isOn", true).put("colour", Colour.GREEN);
        copy.beginList("ranges").put(5).put(6).end();
        copy.beginList("blocks")
                .begin()
                .put("top", 1)
                .end()
                .begin()
                .put("top", 2)
                .end()
                .end();
        last.accept(copy);
        copy.end();
        return copy;
    }

    private static List<String> lines(StateCopy copy) {
        var lines = new ArrayList<String>();
        copy.tell(new StateCopy.Reader() {
            @Override
            public void object(String name) {
                lines.add(name + "{");
            }

            @Override
            public void list(String name) {
                lines.add(name + "[");
            }

            @Override
            public void end() {
                lines.add("end");
            }

            @Override
            public void number(String name, long number) {
                lines.add(name + "=" + number);
            }

            @Override
            public void truth(String name, boolean isTrue) {
                lines.add(name + "=" + isTrue);
            }

            @Override
            public void word(String name, String word) {
                lines.add(name + "='" + word + "'");
            }
        });
        return lines;
    }

    @Test
    void whatWasPutIsToldInItsOrderAndByItsNames() {
        assertThat(lines(whole()))
                .containsExactly(
                        "core{",
                        "version=3",
                        "at=-7",
                        "isOn=true",
                        "colour='GREEN'", //
                        "ranges[",
                        "=5",
                        "=6",
                        "end", //
                        "blocks[",
                        "{",
                        "top=1",
                        "end",
                        "{",
                        "top=2",
                        "end",
                        "end", //
                        "end");
    }

    @Test
    void aTreeOfItGivesEachMemberByNameAndEachListInOrder() {
        StateTree core = StateTree.of(whole()).object("core", 3);

        assertThat(core.number("at")).isEqualTo(-7);
        assertThat(core.integer("at")).isEqualTo(-7);
        assertThat(core.truth("isOn")).isTrue();
        assertThat(core.word("colour", Colour.class)).isEqualTo(Colour.GREEN);
        assertThat(core.wordOrNull("other", Colour.class)).isNull();
        assertThat(core.numbers("ranges")).containsExactly(5L, 6L);
        assertThat(core.objects("blocks"))
                .extracting(block -> block.number("top"))
                .containsExactly(1L, 2L);
        assertThat(core.optional("nothing")).isEmpty();
    }

    @Test
    void aConstantThatIsNullIsLeftOut() {
        assertThat(copied(out -> out.put("none", (Colour) null)).hash()).isEqualTo(whole().hash());
    }

    // ---- the hash

    private static StateCopy of(Consumer<StateCopy> members) {
        var copy = new StateCopy();
        copy.begin("it");
        members.accept(copy);
        return copy.end();
    }

    /** The first of them with one thing changed: a value, a kind, a name, an order, something left out or more, another shape. */
    private static Stream<StateCopy> differing() {
        return Stream.of(
                of(out -> out.put("a", 1).put("b", 2).put("c", true).put("d", "x")),
                of(out -> out.put("a", 0).put("b", 2).put("c", true).put("d", "x")),
                of(out -> out.put("a", 1 | 1L << 63).put("b", 2).put("c", true).put("d", "x")),
                of(out -> out.put("a", 2).put("b", 1).put("c", true).put("d", "x")),
                of(out -> out.put("b", 2).put("a", 1).put("c", true).put("d", "x")),
                of(out -> out.put("b", 1).put("a", 2).put("c", true).put("d", "x")),
                of(out -> out.put("a", 1).put("b", 2).put("c", false).put("d", "x")),
                of(out -> out.put("a", 1).put("b", 2).put("c", 1).put("d", "x")),
                of(out -> out.put("a", 1).put("b", 2).put("c", true).put("d", "y")),
                of(out -> out.put("a", 1).put("b", 2).put("c", true).put("d", "")),
                of(out -> out.put("a", 1).put("b", 2).put("c", true)),
                of(out -> out.put("b", 2).put("c", true).put("d", "x")),
                of(out ->
                        out.put("a", 1).put("b", 2).put("c", true).put("d", "x").put("e", 0)),
                of(out -> out.begin("a")
                        .put("a", 1)
                        .end()
                        .put("b", 2)
                        .put("c", true)
                        .put("d", "x")),
                of(out -> out.begin("a")
                        .put("a", 1)
                        .put("b", 2)
                        .end()
                        .put("c", true)
                        .put("d", "x")),
                of(out -> out.beginList("a")
                        .put(1)
                        .end()
                        .put("b", 2)
                        .put("c", true)
                        .put("d", "x")),
                of(out -> out.beginList("a").put(1).put(2).end().put("c", true).put("d", "x")),
                of(out -> out.beginList("a").put(2).put(1).end().put("c", true).put("d", "x")));
    }

    @Test
    void theHashIsAnotherForWhateverIsFlippedLeftOutSwappedOrShapedOtherwise() {
        assertThat(differing().map(StateCopy::hash)).doesNotHaveDuplicates();
    }

    @Test
    void theHashOfWhatIsToldTheSameWayIsTheSameAlsoInACopyUsedBefore() {
        StateCopy used = copied(out -> out.put("more", "than the other"));
        used.clear();
        used.copyOf(whole());

        assertThat(used.hash()).isEqualTo(whole().hash());
        assertThat(lines(used)).isEqualTo(lines(whole()));
    }

    // ---- what is not there

    private static void assertRefused(Consumer<StateTree> asked, String message) {
        StateTree tree = StateTree.of(copied(out -> out.put("wide", 1L << 40)));
        assertThatThrownBy(() -> asked.accept(tree))
                .isInstanceOf(StateException.class)
                .hasMessage(message);
    }

    @Test
    void whatIsMissingOrOfAnotherKindIsRefusedAndItIsSaidWhere() {
        assertRefused(tree -> tree.object("other"), "expected an object at other, was nothing");
        assertRefused(tree -> tree.object("core").number("gone"), "expected a number at core.gone, was nothing");
        assertRefused(tree -> tree.object("core").number("isOn"), "expected a number at core.isOn, was true");
        assertRefused(tree -> tree.object("core").truth("at"), "expected true or false at core.at, was -7");
        assertRefused(tree -> tree.object("core").object("ranges"), "expected an object at core.ranges, was a list");
        assertRefused(tree -> tree.objects("core"), "expected a list at core, was an object");
        assertRefused(tree -> tree.object("core").objects("ranges"), "expected an object at core.ranges[0], was 5");
        assertRefused(
                tree -> tree.object("core").numbers("blocks"), "expected a number at core.blocks[0], was an object");
        assertRefused(
                tree -> tree.object("core").objects("blocks").getLast().word("top"),
                "expected a word at core.blocks[1].top, was 2");
        assertRefused(tree -> tree.object("core").integer("wide"), "expected an int at core.wide, was 1099511627776");
    }

    @Test
    void aConstantThatNobodyKnowsIsRefusedWithThoseThatThereAre() {
        StateTree tree = StateTree.of(of(out -> out.put("colour", "BLUE")));

        assertThatThrownBy(() -> tree.object("it").word("colour", Colour.class))
                .isInstanceOf(StateException.class)
                .hasMessage("expected one of [RED, GREEN] at it.colour, was BLUE");
    }

    @Test
    void anotherVersionIsRefusedAndANewerOneIsSaidToBeThat() {
        assertRefused(
                tree -> tree.object("core", 2), "expected version 2 of core, was 3: a newer build has written it");
        assertRefused(tree -> tree.object("core", 4), "expected version 4 of core, was 3");
    }

    @Test
    void aNameThatIsToldTwiceIsRefused() {
        assertThatThrownBy(() -> StateTree.of(of(out -> out.put("a", 1).put("a", 1))))
                .isInstanceOf(StateException.class)
                .hasMessage("expected it.a once, was there twice");
    }

    @Test
    void whatIsNotClosedHasNoHashAndNothingIsClosedThatWasNotOpened() {
        var open = new StateCopy();
        open.begin("it").beginList("list");

        assertThatThrownBy(open::hash)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("expected everything that was opened to be closed, 2 are open");
        assertThatThrownBy(() -> new StateCopy().end()).isInstanceOf(IllegalStateException.class);
    }

    // ---- any

    @Test
    void depthHasNoLimit() {
        int depth = 2_000;
        var copy = new StateCopy();
        for (int level = 0; level < depth; level++) {
            copy.begin("in");
        }
        copy.put("deepest", depth);
        for (int level = 0; level < depth; level++) {
            copy.end();
        }

        StateTree tree = StateTree.of(copy);
        for (int level = 0; level < depth; level++) {
            tree = tree.object("in");
        }

        assertThat(tree.number("deepest")).isEqualTo(depth);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyCopyToldIntoAnotherIsEqualToIt(long seed) {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 200; round++) {
            var copy = new StateCopy();
            putAny(copy, random, 4, false);
            var again = new StateCopy();

            copy.tell(new PutsAgain(again));

            assertThat(again.size()).as("seed %d round %d", seed, round).isEqualTo(copy.size());
            assertThat(again.hash()).as("seed %d round %d", seed, round).isEqualTo(copy.hash());
            assertThat(lines(again)).as("seed %d round %d", seed, round).isEqualTo(lines(copy));
        }
    }

    private static void putAny(StateCopy out, SplittableRandom random, int depthMax, boolean isInList) {
        int members = random.nextInt(8);
        for (int member = 0; member < members; member++) {
            String name = isInList ? "" : "m" + member;
            switch (random.nextInt(depthMax == 0 ? 3 : 5)) {
                case 0 -> out.put(name, random.nextLong());
                case 1 -> out.put(name, random.nextBoolean());
                case 2 -> out.put(name, "w" + random.nextInt(100));
                case 3 -> {
                    out.begin(name);
                    putAny(out, random, depthMax - 1, false);
                    out.end();
                }
                default -> {
                    out.beginList(name);
                    putAny(out, random, depthMax - 1, true);
                    out.end();
                }
            }
        }
    }

    private record PutsAgain(StateCopy out) implements StateCopy.Reader {
        @Override
        public void object(String name) {
            out.begin(name);
        }

        @Override
        public void list(String name) {
            out.beginList(name);
        }

        @Override
        public void end() {
            out.end();
        }

        @Override
        public void number(String name, long number) {
            out.put(name, number);
        }

        @Override
        public void truth(String name, boolean isTrue) {
            out.put(name, isTrue);
        }

        @Override
        public void word(String name, String word) {
            out.put(name, word);
        }
    }
}
