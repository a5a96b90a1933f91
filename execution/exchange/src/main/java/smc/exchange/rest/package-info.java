/**
 * Delta's REST: requests let in, a class of routes a subject, and the controls under {@code /sim}. On the event loop.
 */
package smc.exchange.rest;
