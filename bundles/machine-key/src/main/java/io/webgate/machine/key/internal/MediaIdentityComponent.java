// SPDX-License-Identifier: Apache-2.0
package io.webgate.machine.key.internal;

import io.webgate.license.api.Media;
import io.webgate.license.api.MediaIdentity;
import io.webgate.machine.key.MediaWatch;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

import java.nio.file.Path;
import java.util.List;

/** The plugged-in USB drives as a service. The first look is done when it appears, so nothing plugged in is ever missed. */
@Component(service = MediaIdentity.class, immediate = true)
public final class MediaIdentityComponent implements MediaIdentity {

    private static final Path ROOT = Path.of("/");

    private final MediaWatch watch;

    @Activate
    public MediaIdentityComponent() {
        this.watch = MediaWatch.of(ROOT).start();
    }

    @Deactivate
    void close() {
        watch.close();
    }

    @Override
    public List<Media> plugged() {
        return watch.plugged();
    }

    @Override
    public long changes() {
        return watch.changes();
    }

    @Override
    public AutoCloseable onChange(Runnable listener) {
        return watch.onChange(listener);
    }
}
