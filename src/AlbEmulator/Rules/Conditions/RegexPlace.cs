using System.Diagnostics;
using AlbEmulator.Model;

namespace AlbEmulator.Rules.Conditions;

/// <summary>A place between two bytes of a text, or at an end of it.</summary>
internal readonly record struct RegexPlace(bool IsStart, bool IsEnd, bool IsWordBoundary)
{
    public bool Is(RegexEdge edge) => edge switch
    {
        RegexEdge.Start => IsStart,
        RegexEdge.End => IsEnd,
        RegexEdge.WordBoundary => IsWordBoundary,
        RegexEdge.NoWordBoundary => !IsWordBoundary,
        _ => throw new UnreachableException(),
    };
}
