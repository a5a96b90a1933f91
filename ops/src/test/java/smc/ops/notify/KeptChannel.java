package smc.ops.notify;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A channel that keeps what it was sent, and answers as it is told to. */
class KeptChannel implements Channel {
    final List<Outgoing> got = new ArrayList<>();
    final Deque<Delivery> answers = new ArrayDeque<>();
    private final int textLimit;

    KeptChannel(int textLimit) {
        this.textLimit = textLimit;
    }

    @Override
    public String name() {
        return "kept";
    }

    @Override
    public int textLimit() {
        return textLimit;
    }

    @Override
    public Delivery send(Outgoing text) {
        Delivery answer = answers.isEmpty() ? new Delivery.Delivered() : answers.poll();
        if (answer instanceof Delivery.Delivered) {
            got.add(text);
        }
        return answer;
    }

    List<String> texts() {
        return got.stream().map(Outgoing::text).toList();
    }
}
