package smc.execution.venue.delta.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The recomputed vectors of docs/delta-exchange.md, section 2.2; the one the documents print is of an older form. */
class SignerTest {
    private final Signer signer = new Signer("7b6f39dcf660ec1c7c664f612c60410a2bd0c258416b498bf0311f94228f");

    @Test
    void aRequestIsSignedWithItsQuery() {
        assertThat(signer.request("GET", 1_542_110_948, "/v2/orders?product_id=1&state=open", ""))
                .isEqualTo("4e38dda3e6477092f360ba70399266d8145630b22bcc34c0ec7f804d5746877a");
    }

    @Test
    void aRequestIsSignedWithItsBody() {
        String body = "{\"product_id\":27,\"size\":1,\"side\":\"buy\",\"order_type\":\"market_order\"}";

        assertThat(signer.request("POST", 1_700_000_000, "/v2/orders", body))
                .isEqualTo("f16777aa8793bbc9569814aa24abd322d468adf0f946cda83f4abe815384448a");
    }

    @Test
    void aSocketIsSignedByAPathOfItsOwn() {
        assertThat(signer.socket(1_700_000_000))
                .isEqualTo("f28f9cee37dd82815b6648907fd91abf5e49302d16ce6b3e46071b6765b2c412");
    }
}
