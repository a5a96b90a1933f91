package smc.execution.venue.delta;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import smc.execution.instrument.Direction;
import smc.execution.order.OrderType;
import smc.execution.venue.VenuePicture;
import smc.execution.venue.VenuePicture.MarginMode;
import smc.execution.venue.VenuePicture.Product;
import smc.execution.venue.VenuePicture.WorkingOrder;

/** What an account has at the venue, as it is read in one answer. */
class DeltaVenuePictureTest {
    private static final String FOREIGN =
            "{\"product_id\":14823,\"size\":%d,\"side\":\"sell\",\"order_type\":\"limit_order\",\"limit_price\":\"170\","
                    + "\"reduce_only\":\"%s\"}";

    @Test
    void itHasThePositionItsLegOursAndThoseOfSomebodyElse() throws IOException {
        try (var rig = VenueRig.of("150", "148.9")) {
            rig.entry(11, OrderType.LIMIT, Direction.LONG, "149", 3, "140");
            rig.entry(21, OrderType.LIMIT, Direction.LONG, "145", 2, "140");
            rig.settle();
            rig.advance(2);
            rig.settle();
            rig.said.forget();
            rig.foreignOrder(FOREIGN.formatted(1, "true"));

            VenuePicture picture = picture(rig);

            assertThat(picture.accountId()).isZero();
            assertThat(picture.products())
                    .containsExactly(new Product(VenueRig.SOL, 3, VenueRig.e8("149"), 20, 20, MarginMode.ISOLATED));
            // 1,000 USD less the entry's fee: 3 x 149 x 0.0002 x 1.18
            assertThat(picture.walletE8()).isEqualTo(VenueRig.e8("1000") - VenueRig.e8("0.105492"));
            assertThat(picture.orders())
                    .usingRecursiveFieldByFieldElementComparatorIgnoringFields("venueId")
                    .containsExactlyInAnyOrder(
                            order(12, OrderType.STOP_MARKET, false, true, true, "140", 3),
                            order(21, OrderType.LIMIT, true, false, false, "145", 2),
                            order(0, OrderType.LIMIT, false, true, false, "170", 1));
            assertThat(picture.orders())
                    .extracting(WorkingOrder::venueId)
                    .doesNotHaveDuplicates()
                    .doesNotContain(0L);
            // Of the foreign order the stream tells, before or after.
            assertThat(rig.said.lines()).allMatch(line -> line.contains("an order that is not the engine's"));
        }
    }

    @Test
    void nothingIsEmpty() throws IOException {
        try (var rig = VenueRig.of("150")) {
            assertThat(picture(rig).isEmpty()).isTrue();

            rig.foreignOrder(FOREIGN.formatted(1, "false"));

            assertThat(picture(rig).isEmpty()).isFalse();
        }
    }

    /** The exchange in the box has only isolated margin: another word is put in on the way. */
    @Test
    void marginThatIsSharedIsReadAsThat() throws IOException {
        try (var rig = VenueRig.of("150")) {
            rig.setMarginMode("portfolio");
            assertThat(picture(rig).products()).extracting(Product::marginMode).containsOnly(MarginMode.SHARED);

            rig.setMarginMode("isolated");
            assertThat(picture(rig).products()).extracting(Product::marginMode).containsOnly(MarginMode.ISOLATED);
        }
    }

    /** A page has 50 rows. */
    @Test
    void noOrderIsLeftOut() throws IOException {
        try (var rig = VenueRig.of("150")) {
            for (int i = 0; i < 51; i++) {
                rig.foreignOrder(FOREIGN.formatted(1, "false"));
            }

            assertThat(picture(rig).orders())
                    .extracting(WorkingOrder::venueId)
                    .doesNotHaveDuplicates()
                    .hasSize(51);
        }
    }

    @Test
    void whatTheVenueDoesNotSayMakesNoPictureAndTheAccountGoesOn() throws IOException {
        try (var rig = VenueRig.of("150")) {
            for (String part : new String[] {
                "/v2/orders", "/v2/positions", "/v2/products/14823/orders/leverage", "/v2/wallet/balances"
            }) {
                rig.fault("{\"kind\":\"http_5xx\",\"target\":\"" + part + "\"}");

                var asked = rig.venue.picture(VenueRig.ACCOUNT);
                rig.await(asked::isDone);

                assertThat(asked).as(part).isCompletedExceptionally();
            }
            rig.entry(11, OrderType.LIMIT, Direction.LONG, "149", 3, "140");
            rig.settle();

            assertThat(rig.said.lines()).containsExactly("sent 11", "accepted 11");
            assertThat(picture(rig).orders()).extracting(WorkingOrder::orderId).containsExactly(11L);
        }
    }

    /** Else the next entry would fill with margin that it was not sized by, and be liquidated elsewhere. */
    @Test
    void leverageThatSomebodySetsWhileNothingHangsOnItIsSetAgainByTheNextEntry() throws IOException {
        try (var rig = VenueRig.of("150")) {
            rig.entry(11, OrderType.LIMIT, Direction.LONG, "149", 3, "140");
            rig.settle();
            rig.cancel(11);
            rig.settle();
            rig.setLeverage(7);
            rig.said.forget();

            assertThat(picture(rig).product(VenueRig.SOL).leverage()).isEqualTo(7);
            assertThat(rig.said.lines())
                    .containsExactly("alarm 0 somebody has set the leverage of SOLUSD to 7 instead of 20: "
                            + "the next entry sets it again");

            rig.entry(21, OrderType.LIMIT, Direction.LONG, "149", 3, "140");
            rig.settle();
            assertThat(picture(rig).product(VenueRig.SOL).leverage()).isEqualTo(20);
        }
    }

    @Test
    void leverageThatSomebodySetsWhileAnEntryWorksIsShownBesideTheOneThatWasSet() throws IOException {
        try (var rig = VenueRig.of("150")) {
            rig.entry(11, OrderType.LIMIT, Direction.LONG, "149", 3, "140");
            rig.settle();
            rig.setLeverage(25);
            rig.said.forget();

            assertThat(picture(rig).product(VenueRig.SOL))
                    .isEqualTo(new Product(VenueRig.SOL, 0, 0, 25, 20, MarginMode.ISOLATED));
            assertThat(rig.said.lines()).isEmpty();
        }
    }

    private static WorkingOrder order(
            long orderId,
            OrderType type,
            boolean isBuy,
            boolean isReduceOnly,
            boolean isLeg,
            String price,
            long contracts) {
        return new WorkingOrder(
                VenueRig.SOL, 0, orderId, type, isBuy, isReduceOnly, isLeg, VenueRig.e8(price), contracts);
    }

    private static VenuePicture picture(VenueRig rig) {
        return rig.get(rig.venue.picture(VenueRig.ACCOUNT));
    }
}
