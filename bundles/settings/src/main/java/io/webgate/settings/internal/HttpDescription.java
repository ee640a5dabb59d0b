// SPDX-License-Identifier: Apache-2.0
package io.webgate.settings.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Describes where the host listens, in both languages. The server itself describes sixty settings in English alone; these are
 * those that an administrator has to do with. What is not among them stays as it is.
 */
@ObjectClassDefinition(
        id = "io.webgate.settings.http",
        pid = "org.apache.felix.http",
        name = "%http.name",
        description = "%http.description",
        localization = "OSGI-INF/l10n/http")
@interface HttpDescription {

    @AttributeDefinition(
            name = "%port.name",
            description = "%port.description",
            required = false,
            min = "0",
            max = "65535")
    int org_osgi_service_http_port() default 8080;

    @AttributeDefinition(name = "%host.name", description = "%host.description", required = false)
    String org_apache_felix_http_host() default "127.0.0.1";

    @AttributeDefinition(
            name = "%timeout.name",
            description = "%timeout.description",
            required = false,
            min = "1000",
            max = "3600000")
    int org_apache_felix_http_timeout() default 30000;

    @AttributeDefinition(
            name = "%threads.name",
            description = "%threads.description",
            required = false,
            min = "16",
            max = "2000")
    int org_apache_felix_http_jetty_threadpool_max() default 200;

    @AttributeDefinition(name = "%tls.name", description = "%tls.description", required = false)
    boolean org_apache_felix_https_enable() default false;

    @AttributeDefinition(
            name = "%tlsPort.name",
            description = "%tlsPort.description",
            required = false,
            min = "0",
            max = "65535")
    int org_osgi_service_http_port_secure() default 8443;

    @AttributeDefinition(name = "%keystore.name", description = "%keystore.description", required = false)
    String org_apache_felix_https_keystore();

    @AttributeDefinition(
            name = "%keystorePassword.name",
            description = "%keystorePassword.description",
            required = false,
            type = AttributeType.PASSWORD)
    String org_apache_felix_https_keystore_password();

    @AttributeDefinition(
            name = "%keyPassword.name",
            description = "%keyPassword.description",
            required = false,
            type = AttributeType.PASSWORD)
    String org_apache_felix_https_keystore_key_password();
}
