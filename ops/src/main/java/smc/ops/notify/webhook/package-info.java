/** Other ways out: a receiver of signed JSON, and somebody who is worried when he hears nothing. Each by the JDK's own client. */
package smc.ops.notify.webhook;
