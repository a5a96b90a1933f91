/**
 * The documents of the API, one class each: what they say of a {@link smc.ops.api.model.Reading}, by {@code openapi.yaml}. Any thread; nothing is kept
 * between two answers.
 *
 * <p>They know nothing of HTTP.
 */
package smc.ops.api.document;
