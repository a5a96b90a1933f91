package smc.journal;

/**
 * Where in a journal reading may begin: at the batch that begins at a byte of a roll file. Whoever keeps one has what came before it by another
 * way, such as a snapshot.
 *
 * @param epoch number of the start that wrote it
 * @param file name of the roll file in the epoch's folder
 * @param at byte of the file at which the batch's document begins, at least 0
 * @param afterSequence of the frame before the first one of the batch
 */
public record JournalPlace(int epoch, String file, long at, long afterSequence) {}
