using AlbEmulator.Documents;

namespace AlbEmulator.Imports;

/// <summary>A file among those that are named, with its content.</summary>
/// <param name="Document">What is in it.</param>
/// <param name="Stack">Name of the stack that it is a template of, where one is written.</param>
internal sealed record Source(Document Document, string? Stack)
{
    public SourceKind Kind { get; } = Sources.KindOf(Document.Root);
}
