/**
 * What {@code notify.json} says, beside the rest of the configuration, and the secrets that it only names. None of it decides anything, so none of it is
 * journaled, kept with the data folder, or bundled: it has the numbers of people's chats.
 */
package smc.ops.notify.settings;
