package smc.ops.cli.option;

import java.nio.file.Path;
import picocli.CommandLine.Option;
import smc.engine.config.ConfigException;
import smc.engine.config.Configuration;

/** The option that says where the configuration is. */
public class ConfigFolder {
    /** Set by the launcher: the folder of the program, so that the shipped configuration is found from anywhere. */
    private static final String HOME_PROPERTY = "smc.home";

    @Option(
            names = "--config",
            paramLabel = "DIR",
            description = "Folder of the configuration files; otherwise config beside the program.")
    private Path folder = Path.of(System.getProperty(HOME_PROPERTY, "")).resolve("config");

    /** @throws ConfigException with everything that is wrong */
    public final Configuration load() {
        return Configuration.load(folder);
    }

    /** Where it is. */
    public final Path folder() {
        return folder;
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
