// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import io.webgate.license.api.TrustedTime;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

import java.util.Map;

/** One configured job; there whether the service runs or not. Thread-safe. */
@Component(
        service = JobConfiguration.class,
        configurationPid = Job.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = JobConfiguration.Settings.class, factory = true)
public final class JobConfiguration {

    private final TrustedTime time;
    private volatile Job.Reading reading;

    /** The settings of a job, read by {@link Job}. */
    @ObjectClassDefinition(
            id = Job.PID,
            name = "%job.name",
            description = "%job.description",
            localization = "OSGI-INF/l10n/report-mailer")
    public @interface Settings {

        @AttributeDefinition(name = "%report.name", description = "%report.description")
        String report();

        @AttributeDefinition(
                name = "%parameters.name",
                description = "%parameters.description",
                required = false,
                cardinality = 100)
        String[] parameters() default {};

        @AttributeDefinition(name = "%schedule.name", description = "%schedule.description")
        String schedule() default "0 8 * * *";

        @AttributeDefinition(name = "%zone.name", description = "%zone.description")
        String zone() default "UTC";

        @AttributeDefinition(
                name = "%recipients.name",
                description = "%recipients.description",
                cardinality = Job.MOST_RECIPIENTS)
        String[] recipients();

        @AttributeDefinition(
                name = "%format.name",
                description = "%format.description",
                options = {
                    @Option(label = "XLSX", value = "xlsx"),
                    @Option(label = "CSV", value = "csv"),
                    @Option(label = "JSON", value = "json")
                })
        String format() default "xlsx";

        @AttributeDefinition(
                name = "%language.name",
                description = "%language.description",
                options = {@Option(label = "%language.en", value = "en"), @Option(label = "%language.ru", value = "ru")
                })
        String language() default "en";

        @AttributeDefinition(name = "%subject.name", description = "%subject.description", required = false)
        String subject() default "";

        @AttributeDefinition(name = "%enabled.name", description = "%enabled.description")
        boolean enabled() default true;

        @AttributeDefinition(name = "%nameHint.name", description = "%nameHint.description", required = false)
        String webconsole_configurationFactory_nameHint() default "{report}, {schedule}";
    }

    /** Reads the settings as they are, since whatever stands there has to be borne. */
    @Activate
    public JobConfiguration(@Reference TrustedTime time, Map<String, Object> settings) {
        this.time = time;
        this.reading = read(settings);
    }

    @Modified
    void modified(Map<String, Object> settings) {
        reading = read(settings);
    }

    Job.Reading reading() {
        return reading;
    }

    private Job.Reading read(Map<String, Object> settings) {
        String pid = String.valueOf(settings.get("service.pid"));
        return Job.read(Job.name(pid), settings, time.instant());
    }
}
