package smc.benchmarks;

import com.lmax.disruptor.BatchEventProcessorBuilder;
import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.PhasedBackoffWaitStrategy;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.EventProcessorFactory;
import com.lmax.disruptor.dsl.ProducerType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import org.agrona.concurrent.UnsafeBuffer;
import smc.engine.event.codec.FrameWriter;
import smc.engine.event.codec.InputEncoder;
import smc.journal.Frame;

/** What a ring costs without an engine: the same producer and the same bytes, and a consumer that only stores them, or not even that. */
final class BarePipe implements Pipe {
    private static final int BATCH_MAX = 64;

    private final Disruptor<Slot> disruptor;
    private final RingBuffer<Slot> ring;
    private final Store store;
    private final FrameWriter writer = new FrameWriter();
    private final InputEncoder encoder = new InputEncoder(writer);
    private Thread thread;

    private static final class Slot {
        final UnsafeBuffer buffer = FrameWriter.newSlot();
        int length;
    }

    /** Where the bytes go. */
    private interface Store extends AutoCloseable {
        void add(byte[] bytes, int length);

        void endOfBatch();

        @Override
        void close();
    }

    /** Bytes are dropped. */
    static BarePipe nowhere(int slots, Through through) {
        return new BarePipe(slots, through, new Nowhere());
    }

    /** Each trade an excerpt of its own, as Chronicle Queue comes, without touch-ahead. */
    static BarePipe toQueue(int slots, Through through, Path folder) {
        return new BarePipe(slots, through, new Queue(folder));
    }

    /** Each batch a write to a file. */
    static BarePipe toFile(int slots, Through through, Path folder) {
        try {
            return new BarePipe(slots, through, new File(folder.resolve("flat")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private BarePipe(int slots, Through through, Store store) {
        this.store = store;
        EventHandler<Slot> handler = (slot, _, endOfBatch) -> {
            store.add(slot.buffer.byteArray(), slot.length);
            if (endOfBatch) {
                store.endOfBatch();
            }
            through.onThrough();
        };
        // Waits as the engine does.
        disruptor = new Disruptor<>(
                Slot::new,
                slots,
                this::thread,
                ProducerType.SINGLE,
                PhasedBackoffWaitStrategy.withLock(10, 100, TimeUnit.MICROSECONDS));
        EventProcessorFactory<Slot> factory = (ringBuffer, sequences) -> new BatchEventProcessorBuilder()
                .setMaxBatchSize(BATCH_MAX)
                .build(ringBuffer, ringBuffer.newBarrier(sequences), handler);
        disruptor.handleEventsWith(factory);
        ring = disruptor.start();
    }

    private Thread thread(Runnable work) {
        thread = new Thread(work, "bare");
        return thread;
    }

    @Override
    public boolean offer(Ticks ticks) {
        long sequence;
        try {
            sequence = ring.tryNext();
        } catch (InsufficientCapacityException _) {
            return false;
        }
        Slot slot = ring.get(sequence);
        writer.start(slot.buffer, Frame.HEADER_LENGTH);
        ticks.on(encoder);
        slot.length = writer.end();
        ring.publish(sequence);
        return true;
    }

    @Override
    public void close() {
        disruptor.shutdown();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        store.close();
    }

    private static final class Nowhere implements Store {
        private long sum;

        @Override
        public void add(byte[] bytes, int length) {
            sum += bytes[Frame.HEADER_LENGTH] + length;
        }

        @Override
        public void endOfBatch() {}

        @Override
        public void close() {
            if (sum == 0) {
                throw new IllegalStateException("expected trades, was none");
            }
        }
    }

    private static final class Queue implements Store {
        private final SingleChronicleQueue queue;
        private final ExcerptAppender appender;
        private final Bytes<?> excerpt = Bytes.allocateElasticDirect();

        Queue(Path folder) {
            queue = SingleChronicleQueueBuilder.single(folder.toFile()).build();
            appender = queue.createAppender();
        }

        @Override
        public void add(byte[] bytes, int length) {
            excerpt.clear();
            excerpt.write(bytes, 0, length);
            appender.writeBytes(excerpt);
        }

        @Override
        public void endOfBatch() {}

        @Override
        public void close() {
            appender.close();
            queue.close();
            excerpt.releaseLast();
        }
    }

    private static final class File implements Store {
        private final FileChannel channel;
        private final ByteBuffer batch = ByteBuffer.allocateDirect(BATCH_MAX * FrameWriter.SLOT_LENGTH);

        File(Path path) throws IOException {
            channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        }

        @Override
        public void add(byte[] bytes, int length) {
            batch.put(bytes, 0, length);
        }

        @Override
        public void endOfBatch() {
            batch.flip();
            try {
                while (batch.hasRemaining()) {
                    channel.write(batch);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            batch.clear();
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
