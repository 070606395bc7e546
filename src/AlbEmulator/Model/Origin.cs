using System.Globalization;

namespace AlbEmulator.Model;

/// <summary>
/// Where a thing was written down, so that a problem can point at it: a load balancer and a target group at its name,
/// a listener at its port, a rule at its priority. A place within a file is told from the place above it: what was moved
/// there, since the text before it was edited, has moved with all that is in it.
/// </summary>
public sealed class Origin : IEquatable<Origin>
{
    private const int Whole = -2;
    private const int OfProperty = -1;

    /// <summary>The file, or the place above.</summary>
    private readonly object _above;

    /// <summary>The path, or the name of the property.</summary>
    private string? _name;

    private int _index;
    private int _line;
    private int _position;

    /// <param name="file">The file as the user named it.</param>
    /// <param name="line">1-based line; 0 for none.</param>
    /// <param name="path">Path within the file, such as <c>LoadBalancers[0].Listeners[1].Port</c>.</param>
    /// <param name="position">Bytes from the beginning of the text.</param>
    public Origin(string file, int line, string path, int position = 0)
        : this(file, path, Whole, line, position)
    {
    }

    private Origin(object above, string? name, int index, int line, int position) =>
        (_above, _name, _index, _line, _position) = (above, name, index, line, position);

    /// <summary>For things that no file names, such as those an API call made.</summary>
    public static Origin None { get; } = new("", 0, "");

    /// <summary>The file as the user named it.</summary>
    public string File => _above as string ?? ((Origin)_above).File;

    /// <summary>1-based line; 0 for none.</summary>
    public int Line => _above is Origin above ? above.Line + _line : _line;

    /// <summary>For the end of a sentence: <c> at line 3</c>; empty where there is none, as of what is in no file.</summary>
    public string AtLine => Line == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" at line {Line}");

    /// <summary>Bytes from the beginning of the text; 0 where they are not counted.</summary>
    public int Position => _above is Origin above ? above.Position + _position : _position;

    /// <summary>Path within the file, such as <c>LoadBalancers[0].Listeners[1].Port</c>.</summary>
    public string Path => _index switch
    {
        Whole => _name!,
        OfProperty => PropertyPath(((Origin)_above).Path, _name!),
        _ => ItemPath(((Origin)_above).Path, _index),
    };

    /// <summary>A property of what stands here.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="lines">Lines below this place.</param>
    /// <param name="bytes">Bytes behind this place.</param>
    public Origin Property(string name, int lines = 0, int bytes = 0) => new(this, name, OfProperty, lines, bytes);

    /// <summary>An item of the list that stands here.</summary>
    /// <param name="index">0-based.</param>
    /// <param name="lines">Lines below this place.</param>
    /// <param name="bytes">Bytes behind this place.</param>
    public Origin Item(int index, int lines = 0, int bytes = 0) => new(this, null, index, lines, bytes);

    /// <summary>The same path on another line.</summary>
    public Origin OnLine(int line) => new(_above, _name, _index, _line + line - Line, _position);

    /// <summary>Gives it a path of its own, from which those of all that is in it are told: that of an object among many in a file.</summary>
    /// <param name="path">Such as <c>Ingress[shop/web]</c>.</param>
    internal void Call(string path) => (_name, _index) = (path, Whole);

    /// <summary>The same line under another path.</summary>
    public Origin At(string path) => new(File, Line, path);

    /// <summary>Moves it, and with it whatever is told from it, since the text before it was edited.</summary>
    /// <param name="items">Items more before it in its list.</param>
    /// <param name="lines">Lines more between it and the place above.</param>
    /// <param name="bytes">Bytes more between it and the place above.</param>
    internal void Move(int items, int lines, int bytes)
    {
        _index += _index < 0 ? 0 : items;
        _line += lines;
        _position += bytes;
    }

    public bool Equals(Origin? other) =>
        other is not null && (ReferenceEquals(this, other) || (File, Line, Path) == (other.File, other.Line, other.Path));

    public override bool Equals(object? obj) => Equals(obj as Origin);

    public override int GetHashCode() => HashCode.Combine(File, Line, Path);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}: {Path}");

    /// <summary>The path of a property of what has a path.</summary>
    internal static string PropertyPath(string path, string name)
    {
        if (!name.All(IsPlain) || name.Length is 0 or > 64)
        {
            return $"{path}[{Quoted.Text(name)}]";
        }

        return path.Length == 0 ? name : $"{path}.{name}";
    }

    /// <summary>The path of an item of a list that has a path.</summary>
    internal static string ItemPath(string path, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");

    private static bool IsPlain(char character) =>
        char.IsAsciiLetterOrDigit(character) || character is '_' or '$' or '-';
}
