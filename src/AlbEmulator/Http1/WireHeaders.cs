using System.Collections;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace AlbEmulator.Http1;

/// <summary>
/// <see cref="HeaderLines"/> as ASP.NET wants to see headers: each byte one character of a string, which is made when
/// somebody asks for it. What is set or removed leaves the bytes as they are.
/// </summary>
internal sealed class WireHeaders(HeaderLines lines) : IHeaderDictionary
{
    private readonly HeaderDictionary _set = [];
    private string?[] _values = new string?[16];
    private bool[] _removed = new bool[16];
    private bool[] _changed = new bool[16];
    private bool _hasChanged;
    private RememberedText _userAgent;
    private RememberedText _cookie;

    /// <summary>The lines as they came, those included that were removed since.</summary>
    public HeaderLines Lines => lines;

    /// <summary>What was set since they came, in place of lines that count as removed, or beside all.</summary>
    public HeaderDictionary Set => _set;

    public int Count
    {
        get
        {
            var count = 0;
            foreach (var _ in this)
            {
                count++;
            }

            return count;
        }
    }

    public bool IsReadOnly => false;

    public ICollection<string> Keys => Array.ConvertAll<KeyValuePair<string, StringValues>, string>([.. this], static header => header.Key);

    public ICollection<StringValues> Values => Array.ConvertAll<KeyValuePair<string, StringValues>, StringValues>([.. this], static header => header.Value);

    public long? ContentLength
    {
        get => long.TryParse(this["Content-Length"], NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : null;
        set => this["Content-Length"] = value?.ToString(CultureInfo.InvariantCulture);
    }

    public StringValues this[string key]
    {
        get => TryGetValue(key, out var value) ? value : default;
        set
        {
            Remove(key);
            if (value.Count > 0)
            {
                _set[key] = value;
            }
        }
    }

    /// <summary>The lines are those of another message.</summary>
    public void Begin()
    {
        if (_set.Count > 0)
        {
            _set.Clear();
        }

        var used = Math.Min(lines.Count, _values.Length);
        if (lines.Count > _values.Length)
        {
            (_values, _removed, _changed) = (new string?[lines.Count], new bool[lines.Count], new bool[lines.Count]);
        }

        if (_hasChanged)
        {
            _hasChanged = false;
            Array.Clear(_changed);
        }

        Array.Clear(_values, 0, used);
        Array.Clear(_removed, 0, used);
    }

    /// <summary>Of the lines that say where the message ends, one goes on counting.</summary>
    public void KeepFraming(bool isChunked)
    {
        var kept = isChunked ? HeaderName.TransferEncoding : HeaderName.ContentLength;
        var first = lines.Find(kept);
        for (var index = 0; index < lines.Count; index++)
        {
            _removed[index] |= lines[index].Known is HeaderName.TransferEncoding or HeaderName.ContentLength && index != first;
        }
    }

    /// <summary>Whether any line that counts has so many bytes or more, two between name and value counted.</summary>
    public bool HasOneOf(int bytes)
    {
        for (var index = 0; index < lines.Count; index++)
        {
            if (!_removed[index] && lines[index].NameLength + 2 + lines[index].ValueLength >= bytes)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a line counts no longer.</summary>
    public bool IsRemoved(int index) => _removed[index];

    /// <summary>A line has another value from now on, at its place.</summary>
    public void Change(int index, string value) => (_values[index], _changed[index], _hasChanged) = (value, true, true);

    /// <summary>The value that a line was given; null where it has its own.</summary>
    public string? Changed(int index) => _hasChanged && _changed[index] ? _values[index] : null;

    /// <summary>The first line of that name that counts; -1 for none.</summary>
    public int Find(HeaderName name)
    {
        var index = lines.Find(name);
        while (index >= 0 && _removed[index])
        {
            index = lines.Find(name, index + 1);
        }

        return index;
    }

    public bool TryGetValue(string key, out StringValues value)
    {
        if (_set.Count > 0 && _set.TryGetValue(key, out value))
        {
            return true;
        }

        return ValuesFrom(Next(key, 0), out value);
    }

    public bool ContainsKey(string key) => _set.ContainsKey(key) || Next(key, 0) >= 0;

    public void Add(string key, StringValues value)
    {
        if (ContainsKey(key))
        {
            throw new ArgumentException("There is such a header.", nameof(key));
        }

        this[key] = value;
    }

    /// <summary>A line counts no longer.</summary>
    public void Remove(int index) => _removed[index] = true;

    public bool Remove(string key)
    {
        var isThere = _set.Count > 0 && _set.Remove(key);
        for (var index = Next(key, 0); index >= 0; index = Next(key, index + 1))
        {
            isThere = _removed[index] = true;
        }

        return isThere;
    }

    public void Clear()
    {
        _set.Clear();
        Array.Fill(_removed, true, 0, lines.Count);
    }

    /// <summary>Those with a name of ASCII: no other can be given to anybody but an HTTP/1.1 target, who gets it in its bytes.</summary>
    public IEnumerator<KeyValuePair<string, StringValues>> GetEnumerator() => HeaderLists.Of(
        from index in Enumerable.Range(0, lines.Count)
        where !_removed[index] && Ascii.IsValid(lines.Name(index))
        select new KeyValuePair<string, string>(lines.NameText(index), ValueOf(index))).Concat(_set).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    void ICollection<KeyValuePair<string, StringValues>>.Add(KeyValuePair<string, StringValues> item) => Add(item.Key, item.Value);

    bool ICollection<KeyValuePair<string, StringValues>>.Contains(KeyValuePair<string, StringValues> item) =>
        TryGetValue(item.Key, out var value) && value == item.Value;

    bool ICollection<KeyValuePair<string, StringValues>>.Remove(KeyValuePair<string, StringValues> item) =>
        ((ICollection<KeyValuePair<string, StringValues>>)this).Contains(item) && Remove(item.Key);

    void ICollection<KeyValuePair<string, StringValues>>.CopyTo(KeyValuePair<string, StringValues>[] array, int arrayIndex)
    {
        foreach (var header in this)
        {
            array[arrayIndex++] = header;
        }
    }

    private bool ValuesFrom(int first, out StringValues values)
    {
        values = first < 0 ? default : ValueOf(first);
        var next = first < 0 ? -1 : NextLike(first, first + 1);
        if (next < 0)
        {
            return first >= 0;
        }

        var all = new List<string> { ValueOf(first) };
        for (; next >= 0; next = NextLike(first, next + 1))
        {
            all.Add(ValueOf(next));
        }

        values = HeaderLists.Values(all);
        return true;
    }

    private string ValueOf(int index) => _values[index] ??= lines[index].Known switch
    {
        HeaderName.UserAgent => _userAgent.Of(lines.Value(index)),
        HeaderName.Cookie => _cookie.Of(lines.Value(index)),
        _ => lines.ValueText(index),
    };

    private int Next(string name, int from)
    {
        var index = lines.Find(name, from);
        while (index >= 0 && _removed[index])
        {
            index = lines.Find(name, index + 1);
        }

        return index;
    }

    /// <summary>The next line of the same name as another.</summary>
    private int NextLike(int like, int from)
    {
        for (var index = from; index < lines.Count; index++)
        {
            if (!_removed[index] && lines[index].NameLength == lines[like].NameLength
                && Ascii.EqualsIgnoreCase(lines.Name(index), lines.Name(like)))
            {
                return index;
            }
        }

        return -1;
    }
}
