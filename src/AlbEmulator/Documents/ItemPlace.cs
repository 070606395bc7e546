using AlbEmulator.Model;

namespace AlbEmulator.Documents;

/// <summary>Where an item of a list stands that is read again.</summary>
/// <param name="File">The file as the user named it.</param>
/// <param name="List">Where the list is.</param>
/// <param name="Index">Of the item in the list.</param>
/// <param name="Line">The line that it begins in.</param>
/// <param name="Position">Bytes of the file before it.</param>
/// <param name="Depth">How deep the list is nested; 1 for one that is the whole document.</param>
internal readonly record struct ItemPlace(string File, Origin List, int Index, int Line, int Position, int Depth);
