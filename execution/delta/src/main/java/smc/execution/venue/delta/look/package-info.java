/**
 * Looks at a venue before anybody trades there: what it says of its time, its products and an account. The caller's thread waits for each answer.
 * No order of anybody is placed, changed or cancelled.
 */
package smc.execution.venue.delta.look;
