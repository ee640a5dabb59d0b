// SPDX-License-Identifier: Apache-2.0
package io.webgate.settings.internal;

import org.apache.felix.metatype.AD;
import org.apache.felix.metatype.MetaData;
import org.apache.felix.metatype.MetaDataReader;
import org.apache.felix.metatype.OCD;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.URL;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The smallest and greatest values that a bundle's descriptions name. Metatype's service checks them but does not tell them,
 * so they are read from the same documents by the same reader.
 */
final class Bounds {

    private static final Logger LOG = LoggerFactory.getLogger(Bounds.class);
    private static final Bound NONE = new Bound(Optional.empty(), Optional.empty());

    private final Map<String, Map<String, Bound>> byDefinition = new HashMap<>();

    private Bounds() {}

    /** Of one attribute. */
    record Bound(Optional<String> least, Optional<String> greatest) {}

    /** None beside a Metatype service that has not this reader. */
    static Bounds of(Bundle bundle) {
        try {
            return read(bundle);
        } catch (NoClassDefFoundError foreign) {
            LOG.debug("Another Metatype service: no bounds", foreign);
            return new Bounds();
        }
    }

    private static Bounds read(Bundle bundle) {
        Bounds bounds = new Bounds();
        Enumeration<URL> documents = bundle.findEntries("OSGI-INF/metatype", "*.xml", false);
        while (documents != null && documents.hasMoreElements()) {
            URL document = documents.nextElement();
            try {
                bounds.add(new MetaDataReader().parse(document));
            } catch (IOException unreadable) {
                LOG.warn("{} of {} can't be read; what it describes has no bounds", document, bundle, unreadable);
            }
        }
        return bounds;
    }

    private void add(@Nullable MetaData data) {
        if (data == null || data.getObjectClassDefinitions() == null) {
            return;
        }
        Map<?, ?> definitions = data.getObjectClassDefinitions();
        for (Object definition : definitions.values()) {
            if (definition instanceof OCD known && known.getAttributeDefinitions() != null) {
                Map<String, Bound> bounds = new HashMap<>();
                Map<?, ?> attributes = known.getAttributeDefinitions();
                for (Object attribute : attributes.values()) {
                    if (attribute instanceof AD one) {
                        bounds.put(
                                one.getID(),
                                new Bound(Optional.ofNullable(one.getMin()), Optional.ofNullable(one.getMax())));
                    }
                }
                byDefinition.put(known.getID(), bounds);
            }
        }
    }

    Bound of(String definition, String attribute) {
        return byDefinition.getOrDefault(definition, Map.of()).getOrDefault(attribute, NONE);
    }
}
