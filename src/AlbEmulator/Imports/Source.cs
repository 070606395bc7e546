using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Imports;

/// <summary>A file among those that are named, with its content.</summary>
/// <param name="Document">What is in it.</param>
/// <param name="Stack">Name of the stack that it is a template of, where one is written.</param>
internal sealed record Source(Document Document, string? Stack)
{
    public SourceKind Kind { get; private init; } = Sources.KindOf(Document.Root);

    /// <summary>To be told what a topology file would hold.</summary>
    public Source AsTopology() => this with { Kind = SourceKind.Topology };

    /// <summary>The template in an answer of <c>aws cloudformation get-template</c>; anything else as it is.</summary>
    public Source Unwrapped(List<Problem> problems) => Document.Root.Find("TemplateBody") switch
    {
        Node.Mapping body => new Source(Document with { Root = body }, Stack),
        Node.Scalar { Kind: ScalarKind.Quoted } text
            when DocumentReader.ParseText(Document.File, text.Text, problems) is { } body => new Source(body, Stack),
        _ => this,
    };
}
