using System.Globalization;
using AlbEmulator.Documents;

namespace AlbEmulator.Imports.Kubernetes.Gateways;

/// <summary>When a cluster got an object, which only objects that come from one say.</summary>
internal static class CreationTime
{
    public static DateTimeOffset Of(Manifest manifest) => DateTimeOffset.TryParse(
        manifest.Root.Find("metadata").Text("creationTimestamp"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
        ? time
        : DateTimeOffset.MinValue;
}
