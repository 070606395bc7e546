using System.Globalization;
using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Topologies.Binding;

/// <summary>From the node of a target group to its health check.</summary>
internal static class HealthCheckReader
{
    public static HealthCheck Read(Node group, TargetType type, ProtocolVersion version, ReadingContext context)
    {
        var @default = HealthCheck.DefaultOf(type, version);
        CheckType(group, type, context);
        var interval = ReadingContext.Seconds(group, HealthCheckShape.Interval) ?? @default.Interval;
        return @default with
        {
            Enabled = ReadingContext.Flag(group, HealthCheckShape.Enabled) ?? @default.Enabled,
            Protocol = TargetGroupReader.Protocol(group, HealthCheckShape.Protocol),
            Port = ReadingContext.Text(group, HealthCheckShape.Port) is { } port ? HealthCheckValues.Port(port) : null,
            Path = ReadingContext.Text(group, HealthCheckShape.Path) ?? @default.Path,
            Interval = interval,
            Timeout = Timeout(group, interval, @default.Timeout, context),
            HealthyThreshold =
                ReadingContext.Integer(group, HealthCheckShape.HealthyThreshold) ?? @default.HealthyThreshold,
            UnhealthyThreshold =
                ReadingContext.Integer(group, HealthCheckShape.UnhealthyThreshold) ?? @default.UnhealthyThreshold,
            Matcher = Matcher(group, version, context) ?? @default.Matcher,
        };
    }

    private static void CheckType(Node group, TargetType type, ReadingContext context)
    {
        if (type == TargetType.Lambda)
        {
            foreach (var property in new[] { HealthCheckShape.Protocol, HealthCheckShape.Port })
            {
                context.RefuseUnlessDefault(
                    group, property, TargetGroupReader.NotWithLambda, new Fault.NotOfLambda(property.Name));
            }
        }
        else if (ReadingContext.Flag(group, HealthCheckShape.Enabled) is false)
        {
            context.Tell(
                ReadingContext.Place(group, HealthCheckShape.Enabled),
                $"Health check enabled must be true for target groups with target type '{TargetGroupShape.Ip}': remove it");
        }
    }

    private static TimeSpan Timeout(Node group, TimeSpan interval, TimeSpan @default, ReadingContext context)
    {
        if (ReadingContext.Seconds(group, HealthCheckShape.Timeout) is not { } timeout)
        {
            if (@default < interval)
            {
                return @default;
            }

            var shorter = interval * 0.8;

            // A timeout that is there but wrong was told, and so was an interval below AWS's least.
            if (group.Find(HealthCheckShape.Timeout.Name) is not null
                || (context.Settings.Limits == LimitsMode.Strict && interval.TotalSeconds < Quotas.LeastIntervalSeconds))
            {
                return shorter;
            }

            context.TellHarmless(
                ReadingContext.Place(group, HealthCheckShape.Interval),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Health check interval must be greater than the timeout, which is {@default.TotalSeconds} where none is "
                        + $"written: write HealthCheckTimeoutSeconds, such as {shorter.TotalSeconds}, which holds here"),
                new Fault.TimeoutNotBelowInterval((decimal)@default.TotalSeconds, (decimal)interval.TotalSeconds));
            return shorter;
        }

        // An interval that is there but wrong was told.
        var isKnown = group.Find(HealthCheckShape.Interval.Name) is null ||
            ReadingContext.Seconds(group, HealthCheckShape.Interval) is not null;
        if (isKnown && timeout >= interval)
        {
            context.Tell(
                ReadingContext.Place(group, HealthCheckShape.Timeout),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Health check interval must be greater than the timeout: write less than {interval.TotalSeconds}"),
                new Fault.TimeoutNotBelowInterval((decimal)timeout.TotalSeconds, (decimal)interval.TotalSeconds));
        }

        return timeout;
    }

    private static CodeMatcher? Matcher(Node group, ProtocolVersion version, ReadingContext context)
    {
        if (group.Find(HealthCheckShape.Matcher.Name) is not { } matcher)
        {
            return null;
        }

        if (version == ProtocolVersion.Grpc)
        {
            context.Refuse(matcher, HealthCheckShape.HttpCode, "does not go with ProtocolVersion GRPC: write GrpcCode");
            return ReadingContext.Text(matcher, HealthCheckShape.GrpcCode) is { } grpc
                ? HealthCheckValues.GrpcCode(grpc) : null;
        }

        context.Refuse(matcher, HealthCheckShape.GrpcCode, "goes only with ProtocolVersion GRPC: write HttpCode");
        return ReadingContext.Text(matcher, HealthCheckShape.HttpCode) is { } http
            ? HealthCheckValues.HttpCode(http) : null;
    }
}
