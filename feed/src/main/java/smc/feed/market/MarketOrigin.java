package smc.feed.market;

/**
 * A symbol and where its market came from.
 *
 * @param file file or folder as given
 * @param sha256 of the file; of the files of a folder one after another, in the order in which they were read; empty where it is not known
 * @param isSynthetic whether the market was made up
 */
public record MarketOrigin(String symbol, String file, String sha256, boolean isSynthetic) {}
