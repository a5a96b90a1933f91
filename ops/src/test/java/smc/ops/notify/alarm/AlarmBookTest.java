package smc.ops.notify.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.feed.text.DataFileException;
import smc.ops.notify.Message;
import smc.ops.notify.Place;

/** What is in the book of alarms after any end, and that it stays small. */
class AlarmBookTest {
    private static final Instant AT = Instant.parse("2026-11-30T21:00:00.000000001Z");
    private static final Place NOTHING = new Place(0, 0);

    @TempDir
    private Path data;

    private final List<String> troubles = new ArrayList<>();
    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = data.resolve("outbox/alarms.jsonl");
    }

    private AlarmBook open() throws IOException {
        return AlarmBook.open(data, troubles::add);
    }

    private AlarmBook with(String... texts) throws IOException {
        AlarmBook book = open();
        for (String text : texts) {
            book.take(AT, text);
        }
        book.write();
        return book;
    }

    private static List<String> texts(AlarmBook book) {
        return book.after(NOTHING).stream().map(Message::text).toList();
    }

    private static List<Integer> numbers(AlarmBook book) {
        return book.after(NOTHING).stream()
                .map(message -> message.place().index())
                .toList();
    }

    @Test
    void nothingIsToldBeforeItIsOnDiskAndAllOfItIsThereAfterADeath() throws IOException {
        AlarmBook book = open();
        book.take(AT, "no room on the disk, \"2 GiB\"\nby far");
        assertThat(book.after(NOTHING)).isEmpty();

        book.write();

        assertThat(texts(book)).containsExactly("ALARM: no room on the disk, \"2 GiB\"\nby far");
        assertThat(book.after(NOTHING)).allMatch(Message::isAlarm).isEqualTo(open().after(NOTHING));
        assertThat(book.after(new Place(0, 1))).isEmpty();
    }

    @Test
    void numbersGoOnAfterAStart() throws IOException {
        with("first", "second");
        AlarmBook next = with("third");

        assertThat(numbers(next)).containsExactly(1, 2, 3);
        assertThat(texts(next)).containsExactly("ALARM: first", "ALARM: second", "ALARM: third");
    }

    @Test
    void aLastLineThatWasCutAnywhereIsGivenUpAndTheOthersStay() throws IOException {
        with("first", "the rupee \u20b9 fell");
        byte[] whole = Files.readAllBytes(file);
        int first = new String(whole, StandardCharsets.UTF_8).indexOf('\n') + 1;
        for (int length = first; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));

            with("another");

            assertThat(texts(open())).as("cut at " + length).containsExactly("ALARM: first", "ALARM: another");
            assertThat(numbers(open())).containsExactly(1, 2);
        }
    }

    @Test
    void anotherLineIsRefusedByItsNumber() throws IOException {
        with("first");
        String line = Files.readString(file);
        for (String other : List.of("", "7", "{\"number\":2}", line.replace("2026-", "twenty-"), "{\"number\"")) {
            Files.writeString(file, line + other.strip() + "\n" + line.replace(":1,", ":9,"));
            assertThatThrownBy(this::open)
                    .isInstanceOf(DataFileException.class)
                    .hasMessageStartingWith(file + ":2: expected a JSON object with number, at and text");
        }
        Files.writeString(file, line + line);
        assertThatThrownBy(this::open)
                .isInstanceOf(DataFileException.class)
                .hasMessage(file + ":2: number: expected one above 1, was 1");
    }

    @Test
    void theNewestAreKeptAndItIsSaidHowManyAreMissing() throws IOException {
        AlarmBook book = open();
        int all = 3 * AlarmBook.KEPT;
        for (int i = 1; i <= all; i++) {
            book.take(AT, "alarm " + i);
            if (i % 7 == 0) {
                book.write();
            }
        }
        book.write();

        assertThat(Files.readAllLines(file)).hasSizeLessThanOrEqualTo(2 * AlarmBook.KEPT);
        for (AlarmBook one : List.of(book, open())) {
            assertThat(numbers(one)).hasSize(AlarmBook.KEPT).endsWith(all - 1, all);
            assertThat(texts(one).getFirst())
                    .isEqualTo("ALARM: alarm 2001\n(2,000 alarms before it were too many to keep)");
            assertThat(texts(one).get(1)).isEqualTo("ALARM: alarm 2002");
        }
    }

    @Test
    void whatComesFasterThanADiskTakesItIsCounted() throws IOException {
        AlarmBook book = open();
        for (int i = 0; i < AlarmBook.TAKEN_MOST + 5; i++) {
            book.take(AT, "again");
        }
        book.write();
        book.take(AT, "at last");
        book.write();

        assertThat(texts(book).getLast()).isEqualTo("ALARM: at last\n(5 alarms before it were too many to keep)");
    }

    @Test
    void whatCannotBeWrittenIsToldAllTheSameAndWrittenLater() throws IOException {
        AlarmBook book = with("first");
        Files.delete(file);
        Files.createDirectories(file.resolve("in the way"));

        book.take(AT, "second");
        book.write();
        book.take(AT, "third");
        book.write();

        assertThat(texts(book)).containsExactly("ALARM: first", "ALARM: second", "ALARM: third");
        assertThat(troubles).hasSize(1).first().asString().startsWith("outbox/alarms.jsonl cannot be written");

        Files.delete(file.resolve("in the way"));
        Files.delete(file);
        book.take(AT, "fourth");
        book.write();

        assertThat(texts(open())).containsExactlyElementsOf(texts(book)).hasSize(4);
        assertThat(troubles).hasSize(1);
    }

    @Test
    void whatWasTakenBeforeItWasClosedIsOnDisk() throws IOException {
        try (AlarmBook book = open().start()) {
            book.take(AT, "the engine stopped");
        }

        assertThat(texts(open())).containsExactly("ALARM: the engine stopped");
    }

    @Test
    void whoWasNeverToldBeginsWithThisStartAndWhoWasToldMoreThanThereIsWithWhatComes() throws IOException {
        with("first", "second");
        AlarmBook next = with("third");

        assertThat(next.begin(Optional.empty())).isEqualTo(new Place(0, 2));
        assertThat(next.begin(Optional.of(new Place(0, 1)))).isEqualTo(new Place(0, 1));
        assertThat(next.begin(Optional.of(new Place(0, 57)))).isEqualTo(new Place(0, 2));
    }
}
