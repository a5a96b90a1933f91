package smc.ops.notify;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import smc.ops.api.model.History.Start;
import smc.ops.api.model.Part;
import smc.ops.api.model.Reading;

/**
 * Tells one channel what it has not been told, of the journal and of alarms that are in no frame, each in order, for as long as that takes: a thread of
 * its own, which nobody waits for.
 * What is sent is marked on disk before, and what was delivered after: an end of the process at any moment loses nothing, and has that one text come twice.
 *
 * <p>The very first time it begins with the last start of the engine.
 */
public final class Courier implements AutoCloseable {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /** A revoked token is mended by a person. */
    private static final Duration REFUSED_PAUSE = Duration.ofMinutes(1);

    /** Half a minute. */
    private static final int PICTURE_TRIES = 6;

    private static final Duration LONGEST_OBEYED = Duration.ofHours(1);
    private static final long END_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long INTERRUPTED_MILLIS = 100;

    /**
     * How a channel does.
     *
     * @param delivered texts since the engine was started
     * @param waiting messages that are not delivered, when it looked last
     * @param trouble why it does not get through; empty if it does
     */
    public record State(String channel, long delivered, int waiting, String trouble) {}

    /** What is told besides the journal, by number, in frame 0, which no journal has. Any thread. */
    public interface Alarms {
        /**
         * Where a channel begins.
         *
         * @param told as far as it came; empty if it never was told
         */
        Place begin(Optional<Place> told);

        /** All behind a place, in order. */
        List<Message> after(Place told);
    }

    /** One of what is told, and how far it is. */
    private static final class Lane {
        private final CursorFile file;

        /** Null before the first look. */
        private Cursor cursor;

        private Lane(CursorFile file) {
            this.file = file;
        }
    }

    private final Channel channel;
    private final Lane journal;
    private final Telling telling;
    private final Manner manner;
    private final Mute mute;
    private final Supplier<Reading> readings;
    private final Pulse pulse;
    private final Consumer<String> alarm;
    private final Thread thread;

    private volatile boolean isClosing;
    private volatile State state;

    private Optional<Alarms> alarms = Optional.empty();

    /** Null without alarms. */
    private Lane alarmed;

    /** The last that was told were alarms: what the journal has comes first now. */
    private boolean hasToldAlarms;

    private long lookedAtSequence = -1;
    private long delivered;
    private boolean isFileFailing;
    private boolean isFailing;

    /**
     * Tells only when it is asked to, {@link #look}.
     *
     * @param readings the newest; one that is not complete yet is waited for
     * @param alarm told once when nothing gets through, and when it does again
     */
    public Courier(
            Channel channel,
            CursorFile file,
            Telling telling,
            Manner manner,
            Mute mute,
            Supplier<Reading> readings,
            Pulse pulse,
            Consumer<String> alarm) {
        this.channel = channel;
        journal = new Lane(file);
        this.telling = telling;
        this.manner = manner;
        this.mute = mute;
        this.readings = readings;
        this.pulse = pulse;
        this.alarm = alarm;
        state = new State(channel.name(), 0, 0, "");
        thread = Thread.ofPlatform().daemon().name("tell-" + channel.name()).unstarted(this::run);
    }

    /**
     * Tells these too, in turns with what the journal has; to be said before it begins.
     *
     * @param kept keeps how far it has come with them
     */
    public Courier alsoTelling(Alarms what, CursorFile kept) {
        alarms = Optional.of(what);
        alarmed = new Lane(kept);
        return this;
    }

    /** Begins to tell, until it is closed. */
    public Courier start() {
        thread.start();
        return this;
    }

    /** Any thread. */
    public State state() {
        return state;
    }

    private void run() {
        try {
            while (!isClosing || isBehind()) {
                if (!look()) {
                    pulse.pause(LOOK_NANOS);
                }
            }
        } catch (InterruptedException _) {
            // It is closed; what is not told is told at the next start.
        } catch (IOException | RuntimeException e) {
            trouble("cannot go on: " + e.getMessage());
        }
    }

    private boolean isBehind() {
        Reading now = readings.get();
        return hasAlarms() || (now.progress().isComplete() && now.sequence() > lookedAtSequence);
    }

    private boolean hasAlarms() {
        return alarms.isPresent()
                && (alarmed.cursor == null
                        || !alarms.get().after(alarmed.cursor.told()).isEmpty());
    }

    /**
     * Tells the next message, or summary, if there is one; tries until it is delivered.
     *
     * @return whether there was one
     * @throws IOException if what it knew is not what it writes
     */
    public boolean look() throws IOException, InterruptedException {
        // In turns, or a storm of alarms, which come faster than a text a second, would hold up every trade.
        if (hasToldAlarms && tellOfTheJournal()) {
            hasToldAlarms = false;
            return true;
        }
        hasToldAlarms = alarms.isPresent() && tellAlarms(alarms.get());
        return hasToldAlarms || tellOfTheJournal();
    }

    /** They need no journal that is folded. */
    private boolean tellAlarms(Alarms all) throws IOException, InterruptedException {
        if (alarmed.cursor == null) {
            Optional<Cursor> kept = alarmed.file.read();
            Place begin = all.begin(kept.map(Cursor::told));
            alarmed.cursor = kept.filter(known -> known.told().equals(begin))
                    .orElseGet(() -> new Cursor(begin, 0, Optional.empty()));
            if (kept.isEmpty()) {
                keep(alarmed);
            }
        }
        List<Message> waiting = all.after(alarmed.cursor.told());
        if (waiting.isEmpty()) {
            return false;
        }
        deliver(alarmed, waiting, readings.get());
        return true;
    }

    private boolean tellOfTheJournal() throws IOException, InterruptedException {
        Reading reading = readings.get();
        if (!reading.progress().isComplete() || reading.history().starts().isEmpty()) {
            return false;
        }
        if (journal.cursor == null) {
            journal.cursor = begin(reading);
        } else if (reading.sequence() == lookedAtSequence) {
            return false;
        }
        List<Message> found = telling.after(journal.cursor.told(), reading);
        List<Message> waiting = found.stream().filter(manner::isTold).toList();
        if (waiting.isEmpty()) {
            Place read = Place.behind(reading.sequence());
            // A reading that is shorter than the one before takes nothing back.
            Place told = read.compareTo(journal.cursor.told()) > 0 ? read : journal.cursor.told();
            journal.cursor = new Cursor(told, reading.image().epoch(), Optional.empty());
            if (!found.isEmpty()) {
                keep(journal);
            }
            lookedAtSequence = reading.sequence();
            note(0, "");
            return false;
        }
        deliver(journal, waiting, reading);
        return true;
    }

    /** Where it goes on: an earlier place if frames that it told were given up. */
    private Cursor begin(Reading reading) throws IOException {
        Part<Start> starts = reading.history().starts();
        Optional<Cursor> kept = journal.file.read();
        if (kept.isEmpty()) {
            long first = starts.sequence(starts.size() - 1) - 1;
            journal.cursor = new Cursor(Place.behind(first), reading.image().epoch(), Optional.empty());
            keep(journal);
            return journal.cursor;
        }
        Cursor known = kept.get();
        long lastSound = starts.stream()
                .filter(start -> start.epoch() > known.epoch())
                .mapToLong(Start::keptSequence)
                .min()
                .orElse(Long.MAX_VALUE);
        return known.told().compareTo(Place.behind(lastSound)) > 0
                ? new Cursor(Place.behind(lastSound), reading.image().epoch(), Optional.empty())
                : known;
    }

    private void deliver(Lane lane, List<Message> waiting, Reading reading) throws InterruptedException {
        Optional<Cursor.Flight> begun = lane.cursor.flight();
        Parcel told = begun.flatMap(flight -> again(flight, waiting, reading))
                .orElseGet(() -> Parcel.next(waiting, manner, reading, channel.textLimit()));
        Parcel parcel = channel.isForPictures() ? telling.withPicture(told, reading) : told;
        // Behind its texts stands the picture, also where it cannot be drawn again.
        int first = begun.filter(flight -> flight.until().equals(parcel.until()))
                .map(Cursor.Flight::part)
                .filter(part ->
                        part < parcel.texts().size() || part == told.texts().size())
                .orElse(0);
        int tries = begun.map(Cursor.Flight::tries).orElse(0);
        int left = waiting.size();
        for (int part = first; part < parcel.texts().size(); part++) {
            deliver(lane, parcel, part, part == first ? tries : 0, left);
        }
        lane.cursor = new Cursor(parcel.until(), reading.image().epoch(), Optional.empty());
        keep(lane);
        note(left - parcel.messages().size(), "");
    }

    /** The same that was on its way when the process ended. */
    private Optional<Parcel> again(Cursor.Flight flight, List<Message> waiting, Reading reading) {
        List<Message> same = waiting.stream()
                .filter(message -> message.place().compareTo(flight.until()) <= 0)
                .toList();
        return same.isEmpty() || same.size() != flight.merged()
                ? Optional.empty()
                : Optional.of(Parcel.of(same, manner, reading, channel.textLimit()));
    }

    private void deliver(Lane lane, Parcel parcel, int part, int triesBefore, int waiting) throws InterruptedException {
        Message last = parcel.messages().getLast();
        int merged = parcel.messages().size();
        int tries = triesBefore;
        Duration pause = FIRST_PAUSE;
        while (true) {
            lane.cursor = lane.cursor.sending(new Cursor.Flight(parcel.until(), merged, part, tries + 1));
            keep(lane);
            boolean isQuiet = parcel.messages().stream().allMatch(this::isQuiet);
            Delivery delivery = channel.send(new Outgoing(
                    last,
                    merged,
                    part,
                    parcel.texts().size(),
                    isQuiet,
                    tries > 0,
                    parcel.texts().get(part),
                    parcel.pictureOf(part)));
            if (parcel.pictureOf(part).isPresent() && isHopeless(delivery, tries + 1)) {
                alarm.accept(channel.name() + " does not take the picture of a day: the day's text is told without");
                return;
            }
            switch (delivery) {
                case Delivery.Delivered _ -> {
                    delivered++;
                    note(waiting, "");
                    return;
                }
                case Delivery.RetryAfter later -> {
                    note(waiting, "it is asked to wait " + later.pause().toSeconds() + " s");
                    pause(later.pause().compareTo(LONGEST_OBEYED) < 0 ? later.pause() : LONGEST_OBEYED);
                }
                case Delivery.Failed failed -> {
                    tries++;
                    trouble(failed.reason());
                    pause(pause);
                    pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
                }
                case Delivery.Refused refused -> {
                    trouble("refused: " + refused.reason());
                    pause(REFUSED_PAUSE);
                }
            }
        }
    }

    /** Of a picture: what waits behind it is worth more. */
    private static boolean isHopeless(Delivery delivery, int tries) {
        return delivery instanceof Delivery.Refused || (delivery instanceof Delivery.Failed && tries >= PICTURE_TRIES);
    }

    private boolean isQuiet(Message message) {
        return !message.isAlarm() && (mute.isOn(pulse.now()) || manner.quiet().isQuiet(message, pulse.now()));
    }

    private void pause(Duration pause) throws InterruptedException {
        if (isClosing) {
            throw new InterruptedException("closed");
        }
        pulse.pause(pause.toNanos());
    }

    private void note(int waiting, String trouble) {
        if (trouble.isEmpty() && isFailing) {
            isFailing = false;
            alarm.accept(channel.name() + " gets through again");
        }
        state = new State(channel.name(), delivered, waiting, trouble);
    }

    private void trouble(String reason) {
        if (!isFailing && !isClosing) { // Whoever ends it knows that it is not waited for.
            isFailing = true;
            alarm.accept("%s does not get through, which is tried again: %s".formatted(channel.name(), reason));
        }
        state = new State(channel.name(), delivered, state.waiting(), reason);
    }

    /** What cannot be written ends nothing: it is told all the same, and may come twice after the next start. */
    private void keep(Lane lane) {
        try {
            lane.file.write(lane.cursor);
            isFileFailing = false;
        } catch (IOException e) {
            if (!isFileFailing) {
                alarm.accept("the files of outbox/ cannot be written, which ends nothing: " + e.getMessage());
            }
            isFileFailing = true;
        }
    }

    /** Tells what is there already, and no more; at once back. */
    public void end() {
        isClosing = true;
    }

    /** Gives it until then to tell what is there already; the rest is told at the next start. */
    public void closeBy(long untilNanos) {
        end();
        try {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(untilNanos - System.nanoTime())));
            thread.interrupt();
            thread.join(INTERRUPTED_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        channel.close();
    }

    /** What is there already is told within a second, or at the next start. */
    @Override
    public void close() {
        closeBy(System.nanoTime() + END_NANOS);
    }
}
