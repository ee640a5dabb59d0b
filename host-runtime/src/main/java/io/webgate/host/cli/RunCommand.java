// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.List;

/** Only describes {@code run} for the help: the program's main starts a host without this library. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Starts the host in the foreground.",
            "It listens on this computer only, unless etc/org.apache.felix.http.config in the home says otherwise.",
            "With TLS it makes a certificate in var/tls; your own: etc/tls/certificate.pem and etc/tls/key.pem."
        })
final class RunCommand implements Runnable {

    @Option(names = "--home", paramLabel = "DIR", description = "Home of the host (default: ./webgate-home).")
    private Path home = Path.of("webgate-home");

    @Option(names = "--port", paramLabel = "N", description = "Port for this run; 0 takes a free one (default: 8080).")
    private int port;

    @Option(names = "--tls", description = "Listen with TLS too, at 8443; the plain port then stays on this computer.")
    private boolean tls;

    @Option(names = "--tls-port", paramLabel = "N", description = "Like --tls, at this port; 0 takes a free one.")
    private int tlsPort;

    @Option(names = "--feature", paramLabel = "F", description = "Feature to start: a name or a file (default: gate).")
    private List<String> features = List.of();

    @Option(
            names = "--demo",
            description = "Issues demo licences and opens sessions, so that there is something to see.")
    private boolean demo;

    @Override
    public void run() {
        throw new IllegalStateException(
                "run is started by the program's main: " + home + port + tls + tlsPort + features + demo);
    }
}
