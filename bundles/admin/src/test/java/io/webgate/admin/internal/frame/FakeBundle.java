// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

import jakarta.servlet.Servlet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A plugin's bundle with texts in a folder, and the references of its servlets. */
final class FakeBundle {

    int state = Bundle.ACTIVE;
    private final Path folder;
    private final Bundle bundle;

    FakeBundle(Path folder) {
        this.folder = folder;
        bundle = fake(Bundle.class, this::asked);
    }

    FakeBundle text(String name, String content) throws IOException {
        Path file = folder.resolve("OSGI-INF/l10n/" + name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        return this;
    }

    Bundle bundle() {
        return bundle;
    }

    @SuppressWarnings("unchecked") // A proxy knows no type parameters
    ServiceReference<Servlet> servlet(Map<String, Object> properties) {
        return fake(ServiceReference.class, (name, arguments) -> switch (name) {
            case "getBundle" -> bundle;
            case "getProperty" -> properties.get(arguments[0].toString());
            case "hashCode" -> properties.hashCode();
            default -> throw new UnsupportedOperationException("Reference: " + name);
        });
    }

    private @Nullable Object asked(String name, Object[] arguments) {
        return switch (name) {
            case "getSymbolicName" -> "com.example.rooms";
            case "getState" -> state;
            case "getHeaders" -> FrameworkUtil.asDictionary(Map.of());
            case "toString" -> "com.example.rooms";
            case "findEntries" -> {
                Path file = folder.resolve(arguments[0].toString()).resolve(arguments[1].toString());
                yield Files.exists(file) ? Collections.enumeration(List.of(url(file))) : null;
            }
            default -> throw new UnsupportedOperationException("Bundle: " + name);
        };
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private interface Answer {
        @Nullable
        Object to(String name, Object[] arguments);
    }

    private static <T> T fake(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                FakeBundle.class.getClassLoader(), new Class<?>[] {type}, (self, called, arguments) -> {
                    if (called.getName().equals("equals")) {
                        return self == arguments[0];
                    }
                    return answer.to(called.getName(), arguments == null ? new Object[0] : arguments);
                }));
    }
}
