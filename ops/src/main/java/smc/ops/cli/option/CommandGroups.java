package smc.ops.cli.option;

import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The list of commands in the help, in groups by what somebody wants to do, each with the first line of its description. */
public final class CommandGroups implements IHelpSectionRenderer {
    private static final int INDENT = 2;

    /** The names of its commands, by the name of a group; both in the order to be shown. */
    private final Map<String, List<String>> groups;

    private CommandGroups(Map<String, List<String>> groups) {
        this.groups = groups;
    }

    /** Shows the commands of {@code commandLine} in these groups; its subcommands list theirs as before. */
    public static void show(CommandLine commandLine, Map<String, List<String>> groups) {
        Map<String, IHelpSectionRenderer> sections = commandLine.getHelpSectionMap();
        sections.remove(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING);
        sections.put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, new CommandGroups(groups));
        commandLine.getCommandSpec().usageMessage().sectionMap(sections);
    }

    @Override
    public String render(Help help) {
        Map<String, Help> commands = help.subcommands();
        int width = commands.keySet().stream().mapToInt(String::length).max().orElse(0) + 2 * INDENT;
        var text = new StringBuilder();
        groups.forEach((group, names) -> {
            text.append("%n%s:%n".formatted(group));
            Help.TextTable table = Help.TextTable.forColumns(
                    help.colorScheme(),
                    new Column(width, INDENT, Overflow.SPAN),
                    new Column(help.commandSpec().usageMessage().width() - width, INDENT, Overflow.WRAP));
            for (String name : names) {
                String[] description =
                        commands.get(name).commandSpec().usageMessage().description();
                table.addRowValues(name, description[0]);
            }
            table.toString(text);
        });
        return text.toString();
    }
}
