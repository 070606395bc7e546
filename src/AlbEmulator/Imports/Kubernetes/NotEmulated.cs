using AlbEmulator.Model;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>What manifests ask of AWS beside a load balancer: it has no effect here, which is told where it would matter there.</summary>
internal static class NotEmulated
{
    private static readonly string[] Everywhere = ["0.0.0.0/0", "::/0"];

    /// <summary>Notes a web ACL.</summary>
    /// <param name="place">Where it is written.</param>
    /// <param name="field">What it is called there.</param>
    /// <param name="import">Where it goes.</param>
    public static void NoteFirewall(Origin place, string field, Import import) =>
        import.Note(place, $"{field}: AWS WAF is not emulated: no request is refused by it");

    /// <summary>Notes which clients security groups would let in, unless that is everybody.</summary>
    /// <param name="place">Where it is written.</param>
    /// <param name="field">What it is called there.</param>
    /// <param name="sources">Ranges of addresses, or names of such.</param>
    /// <param name="import">Where it goes.</param>
    public static void NoteSources(Origin place, string field, IEnumerable<string> sources, Import import)
    {
        if (!sources.All(Everywhere.Contains))
        {
            import.Note(place, $"{field} is for security groups, which are not emulated: clients of every address are served");
        }
    }
}
