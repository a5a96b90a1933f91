package smc.strategy.structure;

/** Bull looks up, bear looks down. Of a block: its side at birth, which never changes. */
public enum Side {
    BULL,
    BEAR
}
