/** Files of candles and trades as other programs export them, told in the words of ours. */
package smc.feed.foreign;
