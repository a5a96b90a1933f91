package smc.ops.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import smc.journal.JournalException;
import smc.ops.doctor.Finding.Level;
import smc.ops.text.TextTable;

/**
 * What a list of checks found.
 *
 * @param venue where orders would go, for people
 */
public record Diagnosis(Instant at, String venue, String configuration, List<Told> told) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    public Diagnosis {
        told = List.copyOf(told);
    }

    /** A finding and the check that found it. */
    public record Told(String check, Finding finding) {}

    /** Goes through all of them, whatever the ones before found. */
    public static Diagnosis of(Instant at, String venue, String configuration, List<Check> checks)
            throws InterruptedException {
        var told = new ArrayList<Told>();
        for (Check check : checks) {
            for (Finding finding : look(check)) {
                told.add(new Told(check.name(), finding));
            }
        }
        return new Diagnosis(at, venue, configuration, told);
    }

    private static List<Finding> look(Check check) throws InterruptedException {
        try {
            return check.look();
        } catch (IOException | JournalException e) {
            return List.of(Finding.fail(
                    "to look at all",
                    "an answer",
                    String.valueOf(e.getMessage()),
                    "see that it can be read or reached, then ask again"));
        }
    }

    /** Whether nothing speaks against a start. */
    public boolean isPass() {
        return count(Level.FAIL) == 0;
    }

    private long count(Level level) {
        return told.stream().filter(one -> one.finding.level() == level).count();
    }

    /** For people: a line each, and below it how to mend what is not so. */
    public void print(PrintWriter out) {
        out.println("venue " + venue);
        var table = new TextTable("", "check", "of", "expected", "found").alignLeft(1, 2, 3, 4);
        for (Told one : told) {
            Finding finding = one.finding;
            table.add(finding.level(), one.check, finding.what(), finding.expected(), finding.found());
        }
        table.print(out);
        for (Told one : told) {
            if (!one.finding.mend().isEmpty()) {
                out.println(
                        one.finding.level() + "  " + one.check + ", " + one.finding.what() + ": " + one.finding.mend());
            }
        }
        out.printf("%d pass, %d warn, %d fail%n", count(Level.PASS), count(Level.WARN), count(Level.FAIL));
    }

    /** For programs. */
    public JsonNode json() {
        ObjectNode json = MAPPER.createObjectNode()
                .put("at", at.toString())
                .put("venue", venue)
                .put("configuration", configuration)
                .put("pass", isPass());
        var findings = json.putArray("findings");
        for (Told one : told) {
            findings.addObject()
                    .put("check", one.check)
                    .put("level", one.finding.level().name())
                    .put("of", one.finding.what())
                    .put("expected", one.finding.expected())
                    .put("found", one.finding.found())
                    .put("mend", one.finding.mend());
        }
        return json;
    }
}
