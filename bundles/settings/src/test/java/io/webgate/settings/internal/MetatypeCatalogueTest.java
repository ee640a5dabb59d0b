// SPDX-License-Identifier: Apache-2.0
package io.webgate.settings.internal;

import io.webgate.settings.Definition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;

import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import static org.assertj.core.api.Assertions.assertThat;

/** What the Metatype service says of a bundle that stops meanwhile, by proxies of the framework's interfaces. */
class MetatypeCatalogueTest {

    private static final String PID = "shop.reports";

    /** How the answer is lost while it is read. */
    private enum Loss {
        NO_NAMES,
        EMPTY_NAMES,
        NO_DESCRIPTION
    }

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicLong modified = new AtomicLong(1);

    private static <T> T proxy(Class<T> type, Map<String, Function<Object[], Object>> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> answers.getOrDefault(
                                method.getName(), none -> null)
                        .apply(arguments)));
    }

    private Bundle bundle(boolean described) {
        return proxy(
                Bundle.class,
                Map.of(
                        "getState", none -> Bundle.STOPPING,
                        "getSymbolicName", none -> "shop",
                        "getBundleId", none -> 7L,
                        "getLastModified", none -> modified.get(),
                        "getEntryPaths",
                                none -> described
                                        ? Collections.enumeration(List.of("OSGI-INF/metatype/shop.xml"))
                                        : null));
    }

    private static ObjectClassDefinition described() {
        return proxy(
                ObjectClassDefinition.class,
                Map.of(
                        "getID",
                        none -> PID,
                        "getName",
                        none -> "Reports",
                        "getAttributeDefinitions",
                        none -> new AttributeDefinition[0]));
    }

    private static MetaTypeInformation sound() {
        return proxy(
                MetaTypeInformation.class,
                Map.of(
                        "getPids", none -> new String[] {PID},
                        "getFactoryPids", none -> new String[0],
                        "getObjectClassDefinition", none -> described()));
    }

    private static MetaTypeInformation lost(Loss loss) {
        return proxy(
                MetaTypeInformation.class,
                switch (loss) {
                    case NO_NAMES -> Map.of();
                    case EMPTY_NAMES ->
                        Map.of("getPids", none -> new String[0], "getFactoryPids", none -> new String[0]);
                    case NO_DESCRIPTION ->
                        Map.of("getPids", none -> new String[] {PID}, "getObjectClassDefinition", none -> {
                            throw new IllegalArgumentException("No object class definition for " + PID);
                        });
                });
    }

    private MetatypeCatalogue catalogue(Bundle bundle, Function<Integer, MetaTypeInformation> answers) {
        BundleContext context = proxy(BundleContext.class, Map.of("getBundles", none -> new Bundle[] {bundle}));
        MetaTypeService service = proxy(
                MetaTypeService.class,
                Map.of("getMetaTypeInformation", none -> answers.apply(asked.incrementAndGet())));
        return new MetatypeCatalogue(context, service, Optional::empty);
    }

    @ParameterizedTest
    @EnumSource
    void settingsOfAPluginThatStopsAtTheSameMomentAreThere(Loss loss) {
        MetatypeCatalogue catalogue = catalogue(bundle(true), time -> time == 1 ? lost(loss) : sound());
        assertThat(catalogue.definitions()).extracting(Definition::pid).containsExactly(PID);
        assertThat(asked).hasValue(2);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNeverDescribedIsNotAskedForWithoutEnd(Loss loss) {
        assertThat(catalogue(bundle(true), time -> lost(loss)).definitions()).isEmpty();
        assertThat(asked).hasValue(3);
    }

    /** However long the service takes to find itself again: what a bundle's documents say has not changed. */
    @ParameterizedTest
    @EnumSource
    void whatWasDescribedBeforeIsThereWhileTheServiceHasLostIt(Loss loss) {
        MetatypeCatalogue catalogue = catalogue(bundle(true), time -> time == 1 ? sound() : lost(loss));
        assertThat(catalogue.definitions()).extracting(Definition::pid).containsExactly(PID);
        assertThat(catalogue.definitions()).extracting(Definition::pid).containsExactly(PID);
        modified.set(2);
        assertThat(catalogue.definitions())
                .as("an updated bundle may describe nothing")
                .isEmpty();
    }

    @Test
    void whatAServiceDescribedGoesWithIt() {
        MetatypeCatalogue catalogue = catalogue(bundle(false), time -> time == 1 ? sound() : lost(Loss.NO_NAMES));
        assertThat(catalogue.definitions()).hasSize(1);
        assertThat(catalogue.definitions()).isEmpty();
    }

    @Test
    void aBundleWithoutSettingsIsAskedOnce() {
        assertThat(catalogue(bundle(false), time -> lost(Loss.NO_NAMES)).definitions())
                .isEmpty();
        assertThat(asked).hasValue(1);
    }
}
