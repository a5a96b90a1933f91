/**
 * What stands between an engine and money: whose money a data folder is of, the doctor's pass that a start asks for, and the stages of capital. Files
 * of the data folder, written whole or not at all. Any thread.
 */
package smc.ops.door;
