package smc.ops.doctor.venue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import smc.engine.config.Configuration;
import smc.execution.instrument.Instrument;
import smc.execution.venue.delta.look.VenueQuestions;
import smc.ops.doctor.Check;
import smc.ops.doctor.Finding;
import smc.ops.run.VenueAgreement;

/** What is configured of the products against the venue's own table. */
final class ProductCheck implements Check {
    private final VenueQuestions venue;
    private final Configuration configuration;
    private final List<Instrument> instruments;

    ProductCheck(VenueQuestions venue, Configuration configuration, List<Instrument> instruments) {
        this.venue = venue;
        this.configuration = configuration;
        this.instruments = instruments;
    }

    @Override
    public String name() {
        return "product";
    }

    @Override
    public List<Finding> look() throws IOException, InterruptedException {
        var findings = new ArrayList<Finding>();
        String expected = "as symbols.json has it, live and operational";
        for (Instrument instrument : instruments) {
            List<String> disagreements = VenueAgreement.of(configuration, instrument, venue.product(instrument));
            findings.add(
                    disagreements.isEmpty()
                            ? Finding.pass(instrument.symbol(), expected, "the same")
                            : Finding.fail(
                                    instrument.symbol(),
                                    expected,
                                    String.join("; ", disagreements),
                                    "if the venue is right, mend symbols.json"));
        }
        return findings;
    }
}
