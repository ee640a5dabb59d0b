// SPDX-License-Identifier: Apache-2.0
package io.webgate.host;

import org.osgi.framework.BundleException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Starts a host; {@link #launch} is the table of contents. */
public final class Launcher {

    /** Kept, or its level is forgotten. It tells of each service provider, before there is a log to tell it to. */
    private static final Logger SPI_FLY = Logger.getLogger("org.apache.aries.spifly");

    private final Distribution distribution;
    private final Consumer<String> say;

    /**
     * @param distribution with features and repository
     * @param say takes each line that is for the person who starts the host
     */
    public Launcher(Distribution distribution, Consumer<String> say) {
        this.distribution = distribution;
        this.say = say;
    }

    /**
     * Starts a host and returns when it listens.
     *
     * @throws StartFailure it cannot start; nothing of it is left running
     */
    public Host launch(RunOptions options) throws StartFailure, InterruptedException {
        FeatureSet features = readFeatures(options.features());
        Home home = new Home(options.home()).create();
        HomeLock lock = takeLock(home);
        Host host = createFramework(home, lock, features, options);
        try {
            host.prepare(features, say);
            Installation installation = new Installation(host.context(), distribution.repositories(home));
            installation.install(features.bundles());
            installation.resolve();
            host.start(installation);
            host.announce();
            say.accept(host.welcome());
            host.certificateTrouble().ifPresent(say);
        } catch (StartFailure | InterruptedException | RuntimeException e) {
            host.close();
            throw e;
        } catch (BundleException | IOException e) {
            host.close();
            throw failure(e);
        }
        return host;
    }

    /** What a killed host left behind names a port and a token that are nobody's any more. */
    private static HomeLock takeLock(Home home) throws StartFailure {
        HomeLock lock = HomeLock.take(home);
        try {
            home.removePort();
            Files.deleteIfExists(home.adminTokenFile());
        } catch (IOException e) {
            lock.close();
            throw failure(e);
        }
        return lock;
    }

    private FeatureSet readFeatures(List<String> names) throws StartFailure {
        List<Path> files = new ArrayList<>();
        for (String name : names) {
            files.add(distribution.feature(name));
        }
        return FeatureSet.read(files);
    }

    /** Logback and SQLite are configured by system properties only. */
    private void passToLibraries(Home home) throws StartFailure {
        SPI_FLY.setLevel(Level.WARNING);
        System.setProperty(HostProperties.HOME, home.root().toString());
        System.setProperty(
                "logback.configurationFile",
                distribution.etc(home, "logback.xml").toString());
        System.setProperty("org.sqlite.tmpdir", home.emptyTemporary().toString());
    }

    private Host createFramework(Home home, HomeLock lock, FeatureSet features, RunOptions options)
            throws StartFailure {
        try {
            Listening listening = Listening.decide(home, features, options);
            passToLibraries(home);
            return Host.create(home, lock, distribution.manifest(), features, listening);
        } catch (StartFailure | RuntimeException e) {
            lock.close();
            throw e;
        } catch (BundleException e) {
            lock.close();
            throw failure(e);
        }
    }

    private static StartFailure failure(Exception e) {
        return new StartFailure(Bilingual.text("The host cannot start: " + e, "Узел не может запуститься: " + e), e);
    }
}
