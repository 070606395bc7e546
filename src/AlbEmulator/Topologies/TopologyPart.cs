using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Topologies;

/// <summary>
/// A part of the topology that is in no file: what a setting, the command line or the control port says, or what is found on
/// the machine. It is read whenever the files are, and all of them are one topology.
/// </summary>
/// <param name="Name">Stands in problems where the name of a file would; relative names in it are of the working directory.</param>
/// <param name="Read">
/// What it says now, each node with its place; null where nothing can be made of it, which is told. The same nodes as before
/// cost nothing.
/// </param>
internal sealed record TopologyPart(string Name, Func<List<Problem>, Document?> Read)
{
    /// <summary>A text that stays as it is, YAML or JSON.</summary>
    public static TopologyPart OfText(string name, byte[] text)
    {
        Document? known = null;
        return new TopologyPart(name, problems =>
        {
            if (known is not null)
            {
                return known;
            }

            var before = problems.Count;
            var document = DocumentReader.Parse(name, text, problems);
            // What is wrong with it is told each time.
            return problems.Count == before ? known = document : document;
        });
    }

    /// <summary>Nodes that stay as they are.</summary>
    public static TopologyPart OfNodes(string name, Node root) => new(name, _ => new Document(name, root));
}
