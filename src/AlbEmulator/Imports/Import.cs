using System.Globalization;
using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Imports;

/// <summary>What the sources among the files have, one by one, before it is put together.</summary>
/// <param name="settings">What ARNs are made of, and values that only AWS knows.</param>
/// <param name="problems">What is wrong is added here.</param>
/// <param name="open">
/// Reads a file that a source names, by its name as the user would write it; null when there is none, or what is wrong with
/// it was told.
/// </param>
internal sealed class Import(AlbSettings settings, List<Problem> problems, Func<string, Document?> open)
{
    public AlbSettings Settings { get; } = settings;

    public List<Resource> Resources { get; } = [];

    public List<TargetHint> Hints { get; } = [];

    /// <summary>What is left out without being wrong.</summary>
    public List<Problem> Notes { get; } = [];

    public Document? Open(string file) => open(file);

    public void Tell(Origin origin, string message) => problems.Add(new Problem(origin, message));

    public void Note(Origin origin, string message) => Notes.Add(new Problem(origin, message));

    /// <summary>One line for everything of a file that is no part of a load balancer.</summary>
    public void NoteOthers(string file, IEnumerable<string> types)
    {
        var groups = types.GroupBy(type => type).OrderBy(group => group.Key, StringComparer.Ordinal).ToList();
        if (groups.Count > 0)
        {
            var list = string.Join(", ", groups.Select(group => group.Count() == 1
                ? Quoted.Plain(group.Key)
                : string.Create(CultureInfo.InvariantCulture, $"{Quoted.Plain(group.Key)} ({group.Count()})")));
            var count = groups.Sum(group => group.Count());
            Note(new Origin(file, 0, ""), $"{count} {(count == 1 ? "resource of another service is" : "resources of other services are")} left out: {list}");
        }
    }

    /// <summary>
    /// Leaves out certificates that are with AWS, unless the settings have files for their ARNs. Paths of files stay, so that
    /// a parameter can name one.
    /// </summary>
    public Node? WithoutCertificatesOfAws(Node? certificates)
    {
        if (certificates is not Node.Sequence sequence)
        {
            return certificates;
        }

        var here = sequence.Items.Select(OnThisMachine).Where(item => !IsWithAws(item)).ToList();
        if (here.Count < sequence.Items.Count)
        {
            Note(
                sequence.Origin,
                "the certificate is with AWS, and its key never leaves it: one for development is made in its place");
        }

        return here.Count == 0 ? null : sequence with { Items = here };
    }

    private Node OnThisMachine(Node certificate)
    {
        if (!certificate.Find("CertificateArn").TryText(out var arn) || !Settings.Certificates.TryGetValue(arn, out var files))
        {
            return certificate;
        }

        // Relative to the working directory, as all that settings name.
        var paths = files.Split(',', StringSplitOptions.TrimEntries).Select(Path.GetFullPath).ToList();
        return Nodes.Mapping(
            certificate.Origin,
            [
                Nodes.Entry("CertificateFile", Nodes.Text(certificate.Origin, paths[0])),
                .. paths.Skip(1).Select(key => Nodes.Entry("KeyFile", Nodes.Text(certificate.Origin, key))),
            ]);
    }

    private static bool IsWithAws(Node certificate) => certificate.Find("CertificateArn") is Node.Scalar arn &&
        (arn.Kind == ScalarKind.Unknown || arn.Text.StartsWith("arn:", StringComparison.Ordinal));
}
