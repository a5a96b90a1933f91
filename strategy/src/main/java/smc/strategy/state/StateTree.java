package smc.strategy.state;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import smc.strategy.number.ProductSum;

/**
 * An object of a state that was copied out, for who makes it again: what it holds is asked for by name, and what is missing or of another kind is a
 * {@link StateException} that says where. Immutable.
 */
public final class StateTree {
    private final String place;
    private final Map<String, Object> members = new TreeMap<>();

    private StateTree(String place) {
        this.place = place;
    }

    /** The members of a whole copy. */
    public static StateTree of(StateCopy copy) {
        var builder = new Builder();
        copy.tell(builder);
        return builder.root;
    }

    /** Where in the copy it is, for messages; empty for the whole. */
    public String place() {
        return place;
    }

    /** The object of a component. @throws StateException also if another version told it */
    public StateTree object(String name, int version) {
        StateTree object = object(name);
        object.requireVersion(version);
        return object;
    }

    /** @throws StateException if another version of its component told this object */
    public void requireVersion(int version) {
        long told = number(StateCopy.VERSION);
        if (told != version) {
            throw new StateException("expected version %d of %s, was %d%s"
                    .formatted(version, place, told, told > version ? ": a newer build has written it" : ""));
        }
    }

    public StateTree object(String name) {
        return get(name, StateTree.class, "an object");
    }

    /** Empty if it was left out. */
    public Optional<StateTree> optional(String name) {
        return members.containsKey(name) ? Optional.of(object(name)) : Optional.empty();
    }

    public boolean has(String name) {
        return members.containsKey(name);
    }

    /** The objects of a list, in order. */
    public List<StateTree> objects(String name) {
        return elements(name, StateTree.class, "an object");
    }

    /** The numbers of a list, in order. */
    public List<Long> numbers(String name) {
        return elements(name, Long.class, "a number");
    }

    public long number(String name) {
        return get(name, Long.class, "a number");
    }

    /** @throws StateException also if it is no {@code int} */
    public int integer(String name) {
        long number = number(name);
        if ((int) number != number) {
            throw new StateException("expected an int at " + at(name) + ", was " + number);
        }
        return (int) number;
    }

    /** Makes a sum what was told. */
    public void restore(String name, ProductSum sum) {
        StateTree told = object(name);
        sum.restore(told.number("high"), told.number("low"));
    }

    public boolean truth(String name) {
        return get(name, Boolean.class, "true or false");
    }

    public String word(String name) {
        return get(name, String.class, "a word");
    }

    public <E extends Enum<E>> E word(String name, Class<E> type) {
        String word = word(name);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(word)) {
                return constant;
            }
        }
        throw new StateException(
                "expected one of " + List.of(type.getEnumConstants()) + " at " + at(name) + ", was " + word);
    }

    /** Null if it was left out. */
    public <E extends Enum<E>> E wordOrNull(String name, Class<E> type) {
        return has(name) ? word(name, type) : null;
    }

    private <T> T get(String name, Class<T> type, String what) {
        Object member = members.get(name);
        if (!type.isInstance(member)) {
            throw new StateException("expected " + what + " at " + at(name) + ", was " + shown(member));
        }
        return type.cast(member);
    }

    private <T> List<T> elements(String name, Class<T> type, String what) {
        var found = new ArrayList<T>();
        for (Object element : get(name, List.class, "a list")) {
            if (!type.isInstance(element)) {
                throw new StateException(
                        "expected " + what + " at " + at(name) + "[" + found.size() + "], was " + shown(element));
            }
            found.add(type.cast(element));
        }
        return found;
    }

    private String at(String name) {
        return place.isEmpty() ? name : place + "." + name;
    }

    private static String shown(Object member) {
        return switch (member) {
            case null -> "nothing";
            case StateTree _ -> "an object";
            case List<?> _ -> "a list";
            default -> member.toString();
        };
    }

    private static final class Builder implements StateCopy.Reader {
        private final StateTree root = new StateTree("");
        /** What is open: trees and lists. */
        private final Deque<Object> open = new ArrayDeque<>();

        private final Deque<String> places = new ArrayDeque<>();

        private Builder() {
            open.push(root);
            places.push("");
        }

        @Override
        public void object(String name) {
            String place = placeOf(name);
            var tree = new StateTree(place);
            put(name, tree);
            open.push(tree);
            places.push(place);
        }

        @Override
        public void list(String name) {
            String place = placeOf(name);
            var list = new ArrayList<Object>();
            put(name, list);
            open.push(list);
            places.push(place);
        }

        @Override
        public void end() {
            open.pop();
            places.pop();
        }

        @Override
        public void number(String name, long number) {
            put(name, number);
        }

        @Override
        public void truth(String name, boolean isTrue) {
            put(name, isTrue);
        }

        @Override
        public void word(String name, String word) {
            put(name, word);
        }

        private String placeOf(String name) {
            if (open.element() instanceof List<?> list) {
                return places.element() + "[" + list.size() + "]";
            }
            return places.element().isEmpty() ? name : places.element() + "." + name;
        }

        @SuppressWarnings("unchecked") // only lists made here
        private void put(String name, Object member) {
            if (open.element() instanceof StateTree tree) {
                if (tree.members.putIfAbsent(name, member) != null) {
                    throw new StateException("expected " + placeOf(name) + " once, was there twice");
                }
            } else {
                ((List<Object>) open.element()).add(member);
            }
        }
    }
}
