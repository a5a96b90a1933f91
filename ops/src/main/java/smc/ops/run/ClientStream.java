package smc.ops.run;

import smc.engine.live.MarketStream;
import smc.feed.netty.MarketClient;

/** The client of a venue's public stream, as the engine asks for it. */
record ClientStream(MarketClient client) implements MarketStream {
    @Override
    public void start() {
        client.start();
    }

    @Override
    public void stop() {
        client.stop();
    }

    @Override
    public void ack(long place, long wakeNanos) {
        client.ack(place, wakeNanos);
    }
}
