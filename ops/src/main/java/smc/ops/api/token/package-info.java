/**
 * Tokens by which a person asks a running engine from elsewhere, and lets it trade less or more. Only hashes are kept; what is compared is compared in
 * constant time. Any thread.
 */
package smc.ops.api.token;
