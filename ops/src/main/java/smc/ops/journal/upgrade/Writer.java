package smc.ops.journal.upgrade;

/**
 * Frames in a row that one build wrote by one version of the schema.
 *
 * @param build as frames carry it
 */
record Writer(int build, short schemaVersion, long firstSequence, long lastSequence, long frames) {
    boolean isOf(int otherBuild, short otherVersion) {
        return build == otherBuild && schemaVersion == otherVersion;
    }

    Writer and(long sequence) {
        return new Writer(build, schemaVersion, firstSequence, sequence, frames + 1);
    }
}
