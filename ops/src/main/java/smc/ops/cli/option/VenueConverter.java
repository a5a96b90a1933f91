package smc.ops.cli.option;

import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import smc.engine.config.EngineConfig;

/** Reads a venue as {@code engine.json} names it. */
final class VenueConverter implements ITypeConverter<EngineConfig.Venue> {
    @Override
    public EngineConfig.Venue convert(String text) {
        return Stream.of(EngineConfig.Venue.values())
                .filter(one ->
                        one.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text))
                .findFirst()
                .orElseThrow(() ->
                        new TypeConversionException("expected embedded, delta-india or delta-testnet, was " + text));
    }
}
