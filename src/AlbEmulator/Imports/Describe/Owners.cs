using AlbEmulator.Model;

namespace AlbEmulator.Imports.Describe;

/// <summary>
/// Whose answer a file holds. Health, attributes and certificates come without the ARN that was asked for: the name of the
/// file tells it, <c>target-health-web.json</c>, where there is more than one.
/// </summary>
internal sealed class Owners(IReadOnlyList<Described> things, Import import)
{
    private const int MostListed = 10;

    /// <summary>Null when it cannot be told, which was told.</summary>
    public Described? Find(ResourceKind kind, string words, string file, Origin place)
    {
        var all = things.Where(thing => thing.Kind == kind).ToList();
        var name = Path.GetFileNameWithoutExtension(file);
        var found = Named(all, name, EndsWith) ?? Named(all, name, Holds) ?? (all.Count == 1 ? all[0] : null);
        if (found is null)
        {
            import.Tell(
                place,
                all.Count == 0
                    ? $"is of a {words}, and no file describes one: add the answer of describe-{words.Replace(' ', '-')}s"
                    : $"does not say which {words} it is of: put its name at the end of the file's, one of "
                        + Quoted.List(all.Take(MostListed).Select(thing => thing.Name)));
        }

        return found;
    }

    private static Described? Named(List<Described> all, string file, Func<string, string, bool> tells) => all
        .SelectMany(thing => new[] { thing.Name, thing.Id }, (thing, name) => (Thing: thing, Name: name))
        .Where(item => item.Name.Length > 0 && tells(file, item.Name))
        .OrderByDescending(item => item.Name.Length)
        .Select(item => item.Thing)
        .FirstOrDefault();

    private static bool EndsWith(string file, string name) =>
        file.EndsWith(name, StringComparison.Ordinal) && IsEnd(file, file.Length - name.Length - 1);

    private static bool Holds(string file, string name) =>
        file.IndexOf(name, StringComparison.Ordinal) is var at and >= 0 && IsEnd(file, at - 1) && IsEnd(file, at + name.Length);

    private static bool IsEnd(string file, int at) => at < 0 || at >= file.Length || !char.IsAsciiLetterOrDigit(file[at]);
}
