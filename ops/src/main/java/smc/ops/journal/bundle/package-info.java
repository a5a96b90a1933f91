/**
 * Bundles: one small file that replays a moment of a journal elsewhere. It holds a snapshot or nothing, the frames from there through the moment, the
 * configurations they name, and a manifest with the SHA-256 of all of it; never a whole folder. The caller's thread; a journal is read only.
 */
package smc.ops.journal.bundle;
