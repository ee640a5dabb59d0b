// SPDX-License-Identifier: Apache-2.0
package io.webgate.settings.internal;

import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Config Admin. Where FileInstall read a configuration from {@code etc/}, it writes each change back there. */
final class ConfigShelf implements Shelf {

    private static final String ANYWHERE = "?";

    private final ConfigurationAdmin admin;

    ConfigShelf(ConfigurationAdmin admin) {
        this.admin = admin;
    }

    @Override
    public Optional<Kept> find(String pid) throws IOException {
        return list(Constants.SERVICE_PID, pid).stream().findFirst();
    }

    @Override
    public List<Kept> of(String factory) throws IOException {
        return list(ConfigurationAdmin.SERVICE_FACTORYPID, factory);
    }

    @Override
    public void put(Name name, Map<String, Object> properties) throws IOException {
        configuration(name).update(FrameworkUtil.asDictionary(properties));
    }

    @Override
    public void remove(String pid) throws IOException {
        if (find(pid).isPresent()) {
            admin.getConfiguration(pid, ANYWHERE).delete();
        }
    }

    private Configuration configuration(Name name) throws IOException {
        return name.name().isPresent() && find(name.pid()).isEmpty()
                ? admin.getFactoryConfiguration(name.base(), name.name().get(), ANYWHERE)
                : admin.getConfiguration(name.pid(), ANYWHERE);
    }

    private List<Kept> list(String property, String value) throws IOException {
        try {
            Configuration[] found = admin.listConfigurations("(" + property + "=" + escaped(value) + ")");
            return found == null
                    ? List.of()
                    : Arrays.stream(found)
                            .map(ConfigShelf::kept)
                            .sorted(Comparator.comparing(Kept::pid))
                            .toList();
        } catch (InvalidSyntaxException impossible) {
            throw new IllegalStateException("Escaped, and yet no filter", impossible);
        }
    }

    private static Kept kept(Configuration one) {
        Map<String, Object> properties = new LinkedHashMap<>();
        Dictionary<String, Object> all = one.getProperties();
        for (String key : Collections.list(all.keys())) {
            properties.put(key, all.get(key));
        }
        return new Kept(one.getPid(), Optional.ofNullable(one.getFactoryPid()), properties);
    }

    private static String escaped(String value) {
        return value.replaceAll("[\\\\*()]", "\\\\$0");
    }
}
