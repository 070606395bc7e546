using System.Globalization;
using System.Net;
using AlbEmulator.LogDelivery;
using AlbEmulator.Model;
using AlbEmulator.Networks;
using AlbEmulator.Topologies;

namespace AlbEmulator.Commands;

/// <summary>What settings must keep to beyond their type.</summary>
internal static class SettingsRules
{
    private const int AccountIdLength = 12;
    private const int MinSecretLength = 16;
    private const int MinTokenLength = 16;
    private const int MaxTokenLength = 128;
    private const int MaxShutdownTimeoutSeconds = 3600;
    private const int MaxLogIntervalSeconds = 3600;
    private const int MaxLogSpoolMegabytes = 1024 * 1024;
    private const int MaxJournalSize = 100_000;

    /// <returns>A sentence for each that is wrong: which setting, what it is, what it takes instead.</returns>
    public static IEnumerable<string> Check(AlbSettings settings)
    {
        if (settings.Region.Length == 0
            || !settings.Region.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter == '-'))
        {
            yield return $"Alb:Region takes a region such as us-east-1, not '{settings.Region}'";
        }

        if (settings.AccountId.Length != AccountIdLength || !settings.AccountId.All(char.IsAsciiDigit))
        {
            yield return $"Alb:AccountId takes {AccountIdLength} digits, not '{settings.AccountId}'";
        }

        if (!BindAddresses.TryParse(settings.BindAddress, out _))
        {
            yield return "Alb:BindAddress takes an IP address such as 127.0.0.1 or 0.0.0.0, localhost, "
                + $"or one of each family such as 127.0.0.2,::1, not '{settings.BindAddress}'";
        }

        if (settings.ControlUrl.Length > 0 && !IsControlUrl(settings.ControlUrl))
        {
            yield return "Alb:ControlUrl takes a URL with localhost or an address of this machine, such as http://127.0.0.1:4580, "
                + $"or nothing, not '{settings.ControlUrl}'";
        }

        if (settings.ControlHosts.Length > 0 && !settings.ControlHosts.Split(',').All(static host => IsHost(host.Trim())))
        {
            yield return "Alb:ControlHosts takes hosts without a port such as alb.example.com, or *.example.com for all below it, "
                + $"with commas between them, not '{settings.ControlHosts}'";
        }

        if (settings.ControlToken.Length > 0 && !IsToken(settings.ControlToken))
        {
            // Its value is told nowhere.
            yield return $"Alb:ControlToken takes {MinTokenLength} to {MaxTokenLength} letters, digits and -._~+/=, or nothing: "
                + "what Alb:ControlToken has is something else";
        }

        foreach (var (listener, port) in settings.PortMap)
        {
            if (listener == PortMap.Every ? port != PortMap.Open : !IsPort(listener[(listener.LastIndexOf('/') + 1)..]) || !(IsPort(port) || port == PortMap.Open))
            {
                yield return "Alb:PortMap takes a port, or the name of a load balancer and a port, and the port to bind, or 0 for one that is "
                    + $"free, such as 80=8080, shop/80=8080 or 80=0; *=0 has every listener bind one that is free; not '{listener}={port}'";
            }
        }

        if (settings.Lambda.Endpoint.Length > 0 && !IsEndpoint(settings.Lambda.Endpoint))
        {
            yield return "Alb:Lambda:Endpoint takes a URL such as http://localhost:4566, or nothing, "
                + $"not '{settings.Lambda.Endpoint}'";
        }

        if (settings.Cognito.Endpoint.Length > 0 && !IsEndpoint(settings.Cognito.Endpoint))
        {
            yield return "Alb:Cognito:Endpoint takes a URL such as http://localhost:9229, or nothing, "
                + $"not '{settings.Cognito.Endpoint}'";
        }

        if (settings.Ec2Endpoint.Length > 0 && settings.Ec2Endpoint != Ec2Instances.Aws && !IsEndpoint(settings.Ec2Endpoint))
        {
            yield return $"Alb:Ec2Endpoint takes the URL of an EC2 endpoint such as http://localhost:4566, {Ec2Instances.Aws}, "
                + $"or nothing, not '{settings.Ec2Endpoint}'";
        }

        if (!settings.DnsSuffix.Split('.').All(static label => label.Length > 0 && label.All(IsLabelCharacter)))
        {
            yield return $"Alb:DnsSuffix takes a domain such as elb.localhost, not '{settings.DnsSuffix}'";
        }

        if (string.IsNullOrWhiteSpace(settings.DataDirectory))
        {
            yield return "Alb:DataDirectory takes a folder such as data; it cannot be empty";
        }

        if (settings.Store.Length > 0)
        {
            if (StoreRules.Problem(settings) is { } wrong)
            {
                yield return wrong;
            }
        }
        else if (settings.NodeAddress.Length > 0)
        {
            yield return "Alb:NodeAddress tells nodes of each other, and Alb:Store names none: set Alb:Store too, or leave it out";
        }

        if (settings.NodeAddress.Length > 0 && (!Addresses.TryParse(settings.NodeAddress, out var node) || Addresses.IsAny(node)))
        {
            yield return $"Alb:NodeAddress takes an IP address by which others reach this node, or nothing, not '{settings.NodeAddress}'";
        }

        if (settings.StickinessSecret.Length is > 0 and < MinSecretLength)
        {
            // Its value is told nowhere.
            yield return $"Alb:StickinessSecret takes at least {MinSecretLength} characters, or nothing, "
                + $"not {settings.StickinessSecret.Length}";
        }

        if (string.IsNullOrWhiteSpace(settings.LogStore) || (ObjectStore.IsS3(settings.LogStore)
            && settings.LogStore != ObjectStore.Aws && !IsEndpoint(settings.LogStore)))
        {
            yield return "Alb:LogStore takes a folder such as data/s3, the URL of an S3 endpoint such as "
                + $"http://localhost:4566, or {ObjectStore.Aws}, not '{settings.LogStore}'";
        }

        if (settings.LogIntervalSeconds is < 1 or > MaxLogIntervalSeconds
            || MaxLogIntervalSeconds % settings.LogIntervalSeconds != 0)
        {
            yield return $"Alb:LogIntervalSeconds takes 1 to {MaxLogIntervalSeconds} that divide an hour, "
                + $"not {settings.LogIntervalSeconds}";
        }

        if (settings.LogSpoolMegabytes is < 1 or > MaxLogSpoolMegabytes)
        {
            yield return $"Alb:LogSpoolMegabytes takes 1 to {MaxLogSpoolMegabytes}, not {settings.LogSpoolMegabytes}";
        }

        if (settings.JournalSize is < 0 or > MaxJournalSize)
        {
            yield return $"Alb:JournalSize takes 0 to {MaxJournalSize}, not {settings.JournalSize}";
        }

        foreach (var problem in NetworkProblems.Check(settings.Network))
        {
            yield return problem;
        }

        if (settings.ShutdownTimeoutSeconds is < 0 or > MaxShutdownTimeoutSeconds)
        {
            yield return $"Alb:ShutdownTimeoutSeconds takes 0 to {MaxShutdownTimeoutSeconds}, "
                + $"not {settings.ShutdownTimeoutSeconds}";
        }
    }

    private static bool IsHost(string text) =>
        IPAddress.TryParse(text, out _)
        || (text.StartsWith("*.", StringComparison.Ordinal) ? text[2..] : text)
            .Split('.').All(static label => label.Length > 0 && label.All(static letter => IsLabelCharacter(letter) || letter == '_'));

    /// <summary>What a bearer token may be, and an access key of AWS's clients.</summary>
    private static bool IsToken(string text) =>
        text.Length is >= MinTokenLength and <= MaxTokenLength
        && text.All(static letter => char.IsAsciiLetterOrDigit(letter) || "-._~+/=".Contains(letter, StringComparison.Ordinal));

    private static bool IsLabelCharacter(char letter) => char.IsAsciiLetterOrDigit(letter) || letter == '-';

    private static bool IsPort(string text) => ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0;

    private static bool IsEndpoint(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && url is { Scheme: "http" or "https", Query: "", Fragment: "" };

    private static bool IsControlUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && url is { Scheme: "http", PathAndQuery: "/", Fragment: "" }
        // Kestrel would take any other name for every address that there is.
        && (url.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6 || url.Host == "localhost");
}
