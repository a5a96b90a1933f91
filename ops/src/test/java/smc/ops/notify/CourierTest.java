package smc.ops.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.engine.event.Inputs;
import smc.feed.text.DataFileException;
import smc.ops.api.model.Happening.Severity;
import smc.ops.api.model.Reading;
import smc.ops.api.model.ReadingFold;
import smc.ops.run.SeededSession;

/** One channel, told of a session; time passes only where it waits. */
class CourierTest {
    private static final Manner EVERYTHING = new Manner(EnumSet.allOf(Kind.class), QuietHours.NONE, Map.of());
    private static final Telling TELLING = new Telling(Optional.empty());

    private static final byte[] PNG = {1, 2, 3};
    private static final Optional<DailySummary> MIDNIGHT =
            Optional.of(new DailySummary(LocalTime.MIDNIGHT, ZoneOffset.UTC));

    @TempDir
    private static Path session;

    private static Reading whole;
    private static List<Message> all;

    @TempDir
    private Path data;

    private final HandClock clock = new HandClock();
    private final Mute mute = new Mute();
    private final List<String> alarms = new ArrayList<>();
    private KeptChannel channel = new KeptChannel(4_096);
    private Reading now;

    /** The process ends before it is sent. */
    private boolean killAtPicture;

    private boolean answered;

    /** The process ends here, as by kill -9. */
    private static final class KilledException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @BeforeAll
    static void write() throws Exception {
        SeededSession.write(session, 7);
        whole = ReadingFold.read(session, Long.MAX_VALUE);
        all = TELLING.after(Place.behind(0), whole);
    }

    @BeforeEach
    void beginAtTheStart() throws IOException {
        now = whole;
        CursorFile.of(data, "kept").write(new Cursor(Place.behind(0), 0, Optional.empty()));
        // Of the session's later starts each went on where the one before ended: nothing was given up.
    }

    private Courier courier(Channel to, Manner manner) throws IOException {
        return new Courier(to, CursorFile.of(data, to.name()), TELLING, manner, mute, () -> now, clock, alarms::add);
    }

    private void tellAll(Courier courier) throws Exception {
        while (courier.look()) {
            // one after the other
        }
    }

    /** So few at a time that they are not merged. */
    private void tellAllOneByOne(Courier courier) throws Exception {
        for (Message message : all) {
            now = CutReading.until(whole, message.place().sequence());
            tellAll(courier);
        }
        now = whole;
        tellAll(courier);
    }

    @Test
    void eachMessageIsToldOnceAndInOrder() throws Exception {
        tellAllOneByOne(courier(channel, EVERYTHING));

        assertThat(channel.got).extracting(one -> one.message().place()).isEqualTo(places(all));
        assertThat(channel.got).noneMatch(Outgoing::isRepeated);
    }

    private static List<Place> places(List<Message> messages) {
        return messages.stream().map(Message::place).toList();
    }

    /** Alarms may come faster than a text a second, for as long as what is wrong is not mended. */
    @Test
    void aStormOfAlarmsHoldsUpNothingOfTheJournal() throws Exception {
        var endless = new Courier.Alarms() {
            @Override
            public Place begin(Optional<Place> told) {
                return new Place(0, 0);
            }

            @Override
            public List<Message> after(Place told) {
                return List.of(new Message(
                        new Place(0, told.index() + 1), 1, Kind.ALARM, Severity.ALARM, Inputs.ALL, "again"));
            }
        };
        now = CutReading.until(whole, all.get(2).place().sequence());
        List<Place> waiting = places(all).stream()
                .filter(place -> place.sequence() <= now.sequence())
                .toList();
        Courier courier = courier(channel, EVERYTHING).alsoTelling(endless, CursorFile.of(data, "alarms-kept"));

        for (int i = 0; i < 2 * waiting.size(); i++) {
            assertThat(courier.look()).isTrue();
        }

        List<Place> told =
                channel.got.stream().map(one -> one.message().place()).toList();
        for (int i = 0; i < waiting.size(); i++) {
            assertThat(told.get(2 * i).sequence()).isZero();
            assertThat(told.get(2 * i + 1)).isEqualTo(waiting.get(i));
        }
    }

    /** @param ofPicture how it is answered */
    private List<Outgoing> dayToldTo(boolean isForPictures, DailySummary.Drawing drawing, Delivery... ofPicture)
            throws Exception {
        var telling = new Telling(MIDNIGHT, drawing);
        Message day = telling.after(Place.behind(0), whole).stream()
                .filter(message ->
                        message.kind() == Kind.DAILY && message.text().contains(" equity "))
                .findFirst()
                .orElseThrow();
        now = CutReading.until(whole, day.place().sequence());
        CursorFile.of(data, "kept")
                .write(new Cursor(
                        day.place().index() == 0
                                ? Place.behind(day.place().sequence() - 1)
                                : new Place(day.place().sequence(), day.place().index() - 1),
                        whole.image().epoch(),
                        Optional.empty()));
        channel = new KeptChannel(4_096) {
            @Override
            public boolean isForPictures() {
                return isForPictures;
            }

            @Override
            public Delivery send(Outgoing text) {
                if (text.picture().isPresent() && killAtPicture) {
                    throw new KilledException();
                }
                if (text.picture().isPresent() && !answered) {
                    answered = true;
                    answers.addAll(List.of(ofPicture));
                }
                return super.send(text);
            }
        };
        tellAll(new Courier(
                channel, CursorFile.of(data, "kept"), telling, EVERYTHING, mute, () -> now, clock, alarms::add));
        return channel.got.stream()
                .filter(one -> one.message().kind() == Kind.DAILY)
                .toList();
    }

    @Test
    void aDaysPictureComesBehindItsTextWhereAChannelShowsSome() throws Exception {
        var drawn = new ArrayList<DailySummary.Curves>();
        DailySummary.Drawing drawing = curves -> {
            drawn.add(curves);
            return Optional.of(PNG);
        };

        List<Outgoing> told = dayToldTo(true, drawing);

        assertThat(told).hasSize(2);
        assertThat(told.getFirst().picture()).isEmpty();
        assertThat(told.getLast().picture()).contains(PNG);
        assertThat(told.getLast().text()).startsWith("Equity, USD, of the day until ");
        DailySummary.Curve first = drawn.getFirst().accounts().getFirst();
        assertThat(first.atNanos()).hasSameSizeAs(first.equityE8()).isSorted();
        assertThat(told.getFirst().text())
                .contains("%s to %s"
                        .formatted(
                                TradeWords.cents(first.equityE8().getFirst()),
                                TradeWords.cents(first.equityE8().getLast())));
    }

    /** By a chat that takes no pictures, or one that is too large: what waits behind it is told. */
    @Test
    void aPictureThatIsRefusedIsGivenUpAndSaidOnceAndWhatIsBehindItIsTold() throws Exception {
        List<Outgoing> told = dayToldTo(true, _ -> Optional.of(PNG), new Delivery.Refused("no pictures here"));

        assertThat(told).singleElement().matches(one -> one.picture().isEmpty());
        assertThat(alarms).singleElement().asString().contains("does not take the picture of a day");
        assertThat(clock.pauses()).doesNotContain(seconds(60));
        now = whole;
        tellAll(courier(channel, EVERYTHING));
        assertThat(channel.got.getLast().message().place().sequence())
                .isEqualTo(all.getLast().place().sequence());
    }

    @Test
    void aPictureThatFailsAgainAndAgainIsGivenUpToo() throws Exception {
        Delivery[] failures = new Delivery[9];
        Arrays.fill(failures, new Delivery.Failed("it did not answer in time"));

        List<Outgoing> told = dayToldTo(true, _ -> Optional.of(PNG), failures);

        assertThat(told).singleElement().matches(one -> one.picture().isEmpty());
        assertThat(channel.answers).hasSize(3); // of the nine it took six
    }

    /** It may be that nothing can be drawn after the restart: the text came before it. */
    @Test
    void aProcessThatEndsBeforeThePictureSendsTheTextNoMore() throws Exception {
        var isKilled = new boolean[] {true};
        DailySummary.Drawing drawing = _ -> isKilled[0] ? Optional.of(PNG) : Optional.empty();
        killAtPicture = true;
        assertThatThrownBy(() -> dayToldTo(true, drawing)).isInstanceOf(KilledException.class);
        killAtPicture = false;
        isKilled[0] = false;
        List<Outgoing> before = List.copyOf(channel.got);
        channel.got.clear();

        tellAll(new Courier(
                channel,
                CursorFile.of(data, "kept"),
                new Telling(MIDNIGHT, drawing),
                EVERYTHING,
                mute,
                () -> now,
                clock,
                alarms::add));

        assertThat(before).last().matches(one -> one.message().kind() == Kind.DAILY);
        assertThat(channel.got).noneMatch(one -> one.message().kind() == Kind.DAILY);
    }

    @Test
    void aDayIsToldWithoutAPictureWhereNoneIsShownOrNoneCanBeDrawn() throws Exception {
        assertThat(dayToldTo(false, _ -> Optional.of(new byte[] {1}))).hasSize(1);
        assertThat(dayToldTo(true, _ -> Optional.empty())).hasSize(1);
    }

    @Test
    void whoStartsAgainSaysNothingTwice() throws Exception {
        tellAllOneByOne(courier(channel, EVERYTHING));
        channel.got.clear();

        tellAll(courier(channel, EVERYTHING));

        assertThat(channel.got).isEmpty();
    }

    @Test
    void aReadingThatIsShorterThanTheOneBeforeTakesNothingBack() throws Exception {
        Courier courier = courier(channel, EVERYTHING);
        tellAllOneByOne(courier);
        channel.got.clear();

        now = CutReading.until(whole, all.getFirst().place().sequence());
        tellAll(courier);
        now = whole;
        tellAll(courier);
        tellAll(courier(channel, EVERYTHING));

        assertThat(channel.got).isEmpty();
    }

    @Test
    void theVeryFirstTimeItBeginsWithTheLastStart() throws Exception {
        Files.delete(data.resolve("outbox/kept.json"));
        long start = whole.history().starts().sequence(whole.history().starts().size() - 1);

        tellAll(courier(channel, EVERYTHING));

        assertThat(channel.texts().getFirst()).contains("the engine was started");
        assertThat(channel.got.getFirst().message().place().sequence()).isGreaterThanOrEqualTo(start);
    }

    @Test
    void whatFailsIsSentAgainLaterAndLaterAndSaysThatItMayHaveComeBefore() throws Exception {
        now = CutReading.until(whole, all.getFirst().place().sequence());
        for (int i = 0; i < 9; i++) {
            channel.answers.add(new Delivery.Failed("it cannot be reached"));
        }

        tellAll(courier(channel, EVERYTHING));

        assertThat(clock.pauses())
                .startsWith(
                        seconds(1),
                        seconds(2),
                        seconds(4),
                        seconds(8),
                        seconds(16),
                        seconds(32),
                        seconds(60),
                        seconds(60));
        assertThat(channel.got.getFirst().isRepeated()).isTrue();
        assertThat(alarms).hasSize(2);
        assertThat(alarms.getFirst()).contains("does not get through", "it cannot be reached");
        assertThat(alarms.getLast()).contains("gets through again");
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    @Test
    void itWaitsAsLongAsItIsAskedToAndThenSaysItForTheFirstTime() throws Exception {
        now = CutReading.until(whole, all.getFirst().place().sequence());
        channel.answers.add(new Delivery.RetryAfter(seconds(7)));

        tellAll(courier(channel, EVERYTHING));

        assertThat(clock.pauses()).containsExactly(seconds(7));
        assertThat(channel.got.getFirst().isRepeated()).isFalse();
        assertThat(alarms).isEmpty();
    }

    @Test
    void aRefusalIsSaidOnceAndTriedEachMinute() throws Exception {
        now = CutReading.until(whole, all.getFirst().place().sequence());
        channel.answers.add(new Delivery.Refused("the token was revoked"));
        channel.answers.add(new Delivery.Refused("the token was revoked"));

        tellAll(courier(channel, EVERYTHING));

        assertThat(clock.pauses()).containsExactly(seconds(60), seconds(60));
        assertThat(channel.got).hasSizeGreaterThanOrEqualTo(1);
        assertThat(alarms).hasSize(2);
    }

    @Test
    void whatWaitedLongIsOneSummaryThatNamesEveryTradeAndCountsTheRest() throws Exception {
        tellAll(courier(channel, EVERYTHING));
        String told = String.join("\n", channel.texts());

        assertThat(all).hasSizeGreaterThan(Parcel.MERGED_ABOVE).hasSizeLessThan(Parcel.MERGED_MOST);
        assertThat(channel.texts().getFirst()).startsWith("SUMMARY of %,d messages".formatted(all.size()));
        for (Message message : all) {
            if (message.kind() == Kind.ENTRY || message.kind() == Kind.EXIT || message.isAlarm()) {
                assertThat(told.replace("\n", " ")).contains(message.text().replace("\n", " "));
            }
        }
        assertThat(told).contains("stops: %,d".formatted(count(Kind.STOP)));
        assertThat(channel.texts()).allMatch(text -> text.length() <= 4_096);
    }

    private static long count(Kind kind) {
        return all.stream().filter(one -> one.kind() == kind).count();
    }

    @Test
    void aKindThatIsSwitchedOffIsPassedOverForGoodButAnAlarmIsTold() throws Exception {
        Manner trades = new Manner(Set.of(Kind.ENTRY, Kind.EXIT), QuietHours.NONE, Map.of());
        tellAllOneByOne(courier(channel, trades));

        assertThat(channel.got)
                .extracting(one -> one.message().kind())
                .containsOnly(
                        all.stream().anyMatch(Message::isAlarm)
                                ? new Kind[] {Kind.ENTRY, Kind.EXIT, Kind.ALARM}
                                : new Kind[] {Kind.ENTRY, Kind.EXIT});
        channel.got.clear();
        tellAll(courier(channel, EVERYTHING));
        assertThat(channel.got).isEmpty();
    }

    @Test
    void theProcessMayEndAtAnyMomentAndNothingIsLostNorComesMoreThanTwice() throws Exception {
        var random = new Random(11);
        List<Place> got = new ArrayList<>();
        int kills = 0;
        int index = 0;
        while (kills < 100 || index < all.size()) {
            Channel deadly = new Channel() {
                @Override
                public String name() {
                    return "kept";
                }

                @Override
                public int textLimit() {
                    return 4_096;
                }

                @Override
                public Delivery send(Outgoing text) {
                    int fate = random.nextInt(12);
                    if (fate == 0) {
                        throw new KilledException(); // before it came
                    }
                    got.add(text.message().place());
                    if (fate == 1) {
                        throw new KilledException(); // it came, and nobody knows
                    }
                    return new Delivery.Delivered();
                }
            };
            Courier courier = courier(deadly, EVERYTHING);
            try {
                while (index < all.size()) {
                    now = CutReading.until(whole, all.get(index).place().sequence());
                    tellAll(courier);
                    index++;
                }
                break;
            } catch (KilledException _) {
                kills++;
            }
        }
        Map<Place, Integer> times = new TreeMap<>();
        got.forEach(place -> times.merge(place, 1, Integer::sum));

        assertThat(kills).isGreaterThan(10);
        assertThat(List.copyOf(times.keySet())).isEqualTo(places(all));
        assertThat(got).isSorted();
        // Twice for each time that the process ended in between: seldom at the same message.
        assertThat(times.values().stream().mapToInt(count -> count - 1).sum()).isLessThanOrEqualTo(kills);
    }

    @Test
    void aSummaryThatWasHalfToldGoesOnWithItsNextText() throws Exception {
        KeptChannel small = new KeptChannel(500);
        tellAll(courier(small, EVERYTHING));
        List<String> texts = small.texts();
        assertThat(texts).hasSizeGreaterThan(5);
        beginAtTheStart();

        List<String> got = new ArrayList<>();
        Channel dies = channel(500, text -> {
            if (got.size() == 3) {
                throw new KilledException();
            }
            got.add(text.text());
        });
        assertThatThrownBy(() -> tellAll(courier(dies, EVERYTHING))).isInstanceOf(KilledException.class);
        Courier next = courier(channel(500, text -> got.add(text.text())), EVERYTHING);
        tellAll(next);

        assertThat(got).isEqualTo(texts);
    }

    private interface Taker {
        void take(Outgoing text);
    }

    private static Channel channel(int limit, Taker taker) {
        return new Channel() {
            @Override
            public String name() {
                return "kept";
            }

            @Override
            public int textLimit() {
                return limit;
            }

            @Override
            public Delivery send(Outgoing text) {
                taker.take(text);
                return new Delivery.Delivered();
            }
        };
    }

    @Test
    void quietHoursAndAMuteMakeNoSoundButOfAlarms() throws Exception {
        QuietHours night = new QuietHours(
                LocalTime.of(22, 0), LocalTime.of(13, 0), ZoneOffset.UTC, Set.of(Kind.BLOCK_BIRTH)); // it is noon
        tellAllOneByOne(courier(channel, new Manner(EnumSet.allOf(Kind.class), night, Map.of())));

        assertThat(channel.got)
                .filteredOn(one -> one.message().kind() == Kind.BLOCK_BIRTH)
                .isNotEmpty()
                .allMatch(Outgoing::isQuiet);
        assertThat(channel.got)
                .filteredOn(one -> one.message().kind() != Kind.BLOCK_BIRTH)
                .isNotEmpty()
                .noneMatch(Outgoing::isQuiet);

        beginAtTheStart();
        channel = new KeptChannel(4_096);
        mute.until(clock.now().plus(Duration.ofDays(1)));
        tellAllOneByOne(courier(channel, EVERYTHING));
        assertThat(channel.got).allMatch(one -> one.isQuiet() != one.message().isAlarm());
    }

    @Test
    void framesThatWereGivenUpAreToldAnewByTheStartThatGaveThemUp() throws Exception {
        // As if a channel had come further than the frames that the last start kept.
        long kept = whole.history().starts().getLast().keptSequence();
        CursorFile.of(data, "kept")
                .write(new Cursor(Place.behind(whole.sequence()), whole.image().epoch() - 1, Optional.empty()));

        tellAll(courier(channel, EVERYTHING));

        assertThat(channel.got).isNotEmpty();
        assertThat(channel.got.getLast().message().place().sequence()).isGreaterThan(kept);
    }

    @Test
    void aPrefixStandsBeforeWhatIsOfAnAccount() throws Exception {
        tellAllOneByOne(courier(
                channel, new Manner(EnumSet.allOf(Kind.class), QuietHours.NONE, Map.of("account-a", "FIRST "))));

        assertThat(channel.texts()).anyMatch(text -> text.startsWith("FIRST OPENED"));
        assertThat(channel.texts()).anyMatch(text -> text.startsWith("[account-b] OPENED"));
    }

    @Test
    void aFileThatIsNoCursorIsSaidWithItsNameAndKey() throws Exception {
        Files.writeString(data.resolve("outbox/kept.json"), "{\"sequence\": \"many\"}");

        assertThatThrownBy(() -> CursorFile.of(data, "kept").read())
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining("kept.json")
                .hasMessageContaining("sequence: expected a whole number, was \"many\"");
    }
}
