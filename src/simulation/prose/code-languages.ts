/** Naming convention of a language. */
type NameStyle = 'snake' | 'camel' | 'pascal';

/** One programming language: `{fn}` and `{Type}` are names, `{about}` describes the code. */
export interface CodeLanguage {
  /** Display name. */
  readonly title: string;
  /** The info string of the fence. */
  readonly fence: string;
  readonly style: NameStyle;
  readonly hello: string;
  readonly bodies: readonly string[];
}

/** Languages by id. Each body is complete, correct code. */
export const CODE_LANGUAGES = {
  python: {
    title: 'Python',
    fence: 'python',
    style: 'snake',
    hello: 'def main() -> None:\n    print("Hello, world!")\n\n\nif __name__ == "__main__":\n    main()',
    bodies: [
      `def {fn}(items: list[str]) -> list[str]:
    """{About}."""
    seen: set[str] = set()
    result: list[str] = []
    for item in items:
        key = item.strip().lower()
        if key and key not in seen:
            seen.add(key)
            result.append(key)
    return result


if __name__ == "__main__":
    print({fn}([" Red ", "blue", "red"]))  # ['red', 'blue']`,
      `from collections import Counter


def {fn}(values: list[str], limit: int = 3) -> list[tuple[str, int]]:
    """{About}."""
    if limit < 1:
        raise ValueError("limit must be at least 1")
    counts = Counter(value.strip().lower() for value in values if value.strip())
    return counts.most_common(limit)


if __name__ == "__main__":
    print({fn}(["tea", "coffee", "Tea"]))  # [('tea', 2), ('coffee', 1)]`,
    ],
  },
  javascript: {
    title: 'JavaScript',
    fence: 'javascript',
    style: 'camel',
    hello: "console.log('Hello, world!');",
    bodies: [
      `/** {About}. */
function {fn}(items) {
  const seen = new Set();
  const result = [];
  for (const item of items) {
    const key = item.trim().toLowerCase();
    if (key && !seen.has(key)) {
      seen.add(key);
      result.push(key);
    }
  }
  return result;
}

console.log({fn}([' Red ', 'blue', 'red'])); // ['red', 'blue']`,
      `/** {About}. */
function {fn}(values, limit = 3) {
  const counts = new Map();
  for (const value of values) {
    const key = value.trim().toLowerCase();
    if (key) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, limit);
}

console.log({fn}(['tea', 'coffee', 'Tea'])); // [['tea', 2], ['coffee', 1]]`,
    ],
  },
  typescript: {
    title: 'TypeScript',
    fence: 'typescript',
    style: 'camel',
    hello: "const greeting: string = 'Hello, world!';\n\nconsole.log(greeting);",
    bodies: [
      `/** {About}. */
export function {fn}(items: readonly string[]): string[] {
  const seen = new Set<string>();
  for (const item of items) {
    const key = item.trim().toLowerCase();
    if (key !== '') seen.add(key);
  }
  return [...seen];
}

console.log({fn}([' Red ', 'blue', 'red'])); // ['red', 'blue']`,
      `interface Entry {
  readonly name: string;
  readonly count: number;
}

/** {About}. */
export function {fn}(values: readonly string[], limit = 3): Entry[] {
  const counts = new Map<string, number>();
  for (const value of values) {
    const key = value.trim().toLowerCase();
    if (key) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((a, b) => b.count - a.count)
    .slice(0, limit);
}`,
    ],
  },
  java: {
    title: 'Java',
    fence: 'java',
    style: 'camel',
    hello:
      'public class Main {\n    public static void main(String[] args) {\n        System.out.println("Hello, world!");\n    }\n}',
    bodies: [
      `import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

public final class {Type} {
    /** {About}. */
    public static List<String> {fn}(List<String> items) {
        Set<String> seen = new LinkedHashSet<>();
        for (String item : items) {
            String key = item.trim().toLowerCase();
            if (!key.isEmpty()) {
                seen.add(key);
            }
        }
        return List.copyOf(seen);
    }

    public static void main(String[] args) {
        System.out.println({fn}(List.of(" Red ", "blue", "red")));
    }
}`,
    ],
  },
  c: {
    title: 'C',
    fence: 'c',
    style: 'snake',
    hello: '#include <stdio.h>\n\nint main(void) {\n    printf("Hello, world!\\n");\n    return 0;\n}',
    bodies: [
      `#include <stddef.h>
#include <stdio.h>

/* {About}. Returns the mean of the values, or 0 if there are none. */
static double {fn}(const double *values, size_t count) {
    double total = 0.0;
    for (size_t i = 0; i < count; i++) {
        total += values[i];
    }
    return count == 0 ? 0.0 : total / (double)count;
}

int main(void) {
    const double values[] = {2.0, 4.0, 9.0};
    printf("%.1f\\n", {fn}(values, sizeof values / sizeof values[0]));
    return 0;
}`,
    ],
  },
  cpp: {
    title: 'C++',
    fence: 'cpp',
    style: 'snake',
    hello: '#include <iostream>\n\nint main() {\n    std::cout << "Hello, world!\\n";\n}',
    bodies: [
      `#include <iostream>
#include <map>
#include <string>
#include <vector>

// {About}.
std::map<std::string, int> {fn}(const std::vector<std::string>& items) {
    std::map<std::string, int> counts;
    for (const auto& item : items) {
        if (!item.empty()) {
            ++counts[item];
        }
    }
    return counts;
}

int main() {
    for (const auto& [name, count] : {fn}({"tea", "coffee", "tea"})) {
        std::cout << name << ": " << count << '\\n';
    }
}`,
    ],
  },
  csharp: {
    title: 'C#',
    fence: 'csharp',
    style: 'pascal',
    hello: 'using System;\n\nConsole.WriteLine("Hello, world!");',
    bodies: [
      `using System;
using System.Collections.Generic;
using System.Linq;

public static class {Type}Example
{
    /// <summary>{About}.</summary>
    public static List<string> {fn}(IEnumerable<string> items) =>
        items
            .Select(item => item.Trim().ToLowerInvariant())
            .Where(item => item.Length > 0)
            .Distinct()
            .ToList();

    public static void Main()
    {
        Console.WriteLine(string.Join(", ", {fn}(new[] { " Red ", "blue", "red" })));
    }
}`,
    ],
  },
  go: {
    title: 'Go',
    fence: 'go',
    style: 'camel',
    hello: 'package main\n\nimport "fmt"\n\nfunc main() {\n\tfmt.Println("Hello, world!")\n}',
    bodies: [
      `package main

import (
	"fmt"
	"strings"
)

// {fn} does the following: {about}.
func {fn}(items []string) []string {
	seen := make(map[string]bool)
	var result []string
	for _, item := range items {
		key := strings.ToLower(strings.TrimSpace(item))
		if key == "" || seen[key] {
			continue
		}
		seen[key] = true
		result = append(result, key)
	}
	return result
}

func main() {
	fmt.Println({fn}([]string{" Red ", "blue", "red"}))
}`,
    ],
  },
  rust: {
    title: 'Rust',
    fence: 'rust',
    style: 'snake',
    hello: 'fn main() {\n    println!("Hello, world!");\n}',
    bodies: [
      `use std::collections::BTreeMap;

/// {About}.
fn {fn}(items: &[&str]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for item in items {
        let key = item.trim().to_lowercase();
        if !key.is_empty() {
            *counts.entry(key).or_insert(0) += 1;
        }
    }
    counts
}

fn main() {
    for (name, count) in {fn}(&["tea", "coffee", "Tea"]) {
        println!("{name}: {count}");
    }
}`,
    ],
  },
  ruby: {
    title: 'Ruby',
    fence: 'ruby',
    style: 'snake',
    hello: "puts 'Hello, world!'",
    bodies: [
      `# {About}.
def {fn}(items)
  items.map { |item| item.strip.downcase }
       .reject(&:empty?)
       .uniq
end

puts {fn}([' Red ', 'blue', 'red']).inspect`,
    ],
  },
  php: {
    title: 'PHP',
    fence: 'php',
    style: 'camel',
    hello: "<?php\n\necho 'Hello, world!', PHP_EOL;",
    bodies: [
      `<?php

declare(strict_types=1);

/** {About}. */
function {fn}(array $items): array
{
    $keys = array_map(fn (string $item): string => strtolower(trim($item)), $items);
    $filled = array_filter($keys, fn (string $key): bool => $key !== '');

    return array_values(array_unique($filled));
}

print_r({fn}([' Red ', 'blue', 'red']));`,
    ],
  },
  sql: {
    title: 'SQL',
    fence: 'sql',
    style: 'snake',
    hello: "SELECT 'Hello, world!' AS greeting;",
    bodies: [
      `-- {About}
SELECT
  c.name,
  COUNT(o.id) AS order_count,
  SUM(o.total) AS revenue
FROM customers AS c
JOIN orders AS o ON o.customer_id = c.id
WHERE o.status = 'paid'
GROUP BY c.name
HAVING COUNT(o.id) > 1
ORDER BY revenue DESC
LIMIT 10;`,
      `-- {About}
WITH recent AS (
  SELECT user_id, MAX(created_at) AS last_seen
  FROM events
  GROUP BY user_id
)
SELECT u.id, u.name, r.last_seen
FROM users AS u
LEFT JOIN recent AS r ON r.user_id = u.id
ORDER BY r.last_seen DESC;`,
    ],
  },
  bash: {
    title: 'Bash',
    fence: 'bash',
    style: 'snake',
    hello: '#!/usr/bin/env bash\n\necho "Hello, world!"',
    bodies: [
      `#!/usr/bin/env bash
set -euo pipefail

# {About}.
{fn}() {
  local dir="\${1:-.}"
  local count=0
  while IFS= read -r -d '' file; do
    printf '%s\\n' "$file"
    count=$((count + 1))
  done < <(find "$dir" -type f -print0)
  printf 'Files: %d\\n' "$count"
}

{fn} "$@"`,
    ],
  },
  html: {
    title: 'HTML',
    fence: 'html',
    style: 'camel',
    hello:
      '<!DOCTYPE html>\n<html lang="en">\n  <head>\n    <meta charset="utf-8">\n    <title>Hello</title>\n  </head>\n  <body>\n    <h1>Hello, world!</h1>\n  </body>\n</html>',
    bodies: [
      `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>{About}</title>
    <style>
      body { font-family: sans-serif; max-width: 40rem; margin: 2rem auto; }
      button { padding: 0.5rem 1rem; }
    </style>
  </head>
  <body>
    <main>
      <h1>{About}</h1>
      <form>
        <label for="name">Name</label>
        <input id="name" name="name" required>
        <button type="submit">Send</button>
      </form>
    </main>
  </body>
</html>`,
    ],
  },
  css: {
    title: 'CSS',
    fence: 'css',
    style: 'camel',
    hello: "body::before {\n  content: 'Hello, world!';\n}",
    bodies: [
      `/* {About} */
.container {
  display: grid;
  place-items: center;
  min-height: 100vh;
}

.card {
  padding: 1.5rem;
  border-radius: 0.5rem;
  box-shadow: 0 2px 8px rgb(0 0 0 / 20%);
}`,
    ],
  },
  kotlin: {
    title: 'Kotlin',
    fence: 'kotlin',
    style: 'camel',
    hello: 'fun main() {\n    println("Hello, world!")\n}',
    bodies: [
      `/** {About}. */
fun {fn}(items: List<String>): List<String> =
    items.map { it.trim().lowercase() }
        .filter { it.isNotEmpty() }
        .distinct()

fun main() {
    println({fn}(listOf(" Red ", "blue", "red")))
}`,
    ],
  },
  swift: {
    title: 'Swift',
    fence: 'swift',
    style: 'camel',
    hello: 'print("Hello, world!")',
    bodies: [
      `import Foundation

/// {About}.
func {fn}(_ items: [String]) -> [String] {
    var seen = Set<String>()
    return items
        .map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
        .filter { !$0.isEmpty && seen.insert($0).inserted }
}

print({fn}([" Red ", "blue", "red"]))`,
    ],
  },
} as const satisfies Readonly<Record<string, CodeLanguage>>;

export type CodeLanguageId = keyof typeof CODE_LANGUAGES;

/**
 * Well-known tasks with real solutions. `script` is JavaScript; its marked type annotations are kept for
 * TypeScript only.
 */
export const KNOWN_TASKS: readonly {
  readonly asked: RegExp;
  readonly words: readonly string[];
  readonly python: string;
  readonly script: string;
}[] = [
  {
    asked: /\bfactorial\b/,
    words: ['factorial'],
    python: `def factorial(n: int) -> int:
    """Return n!, the product of the numbers from 1 to n."""
    if n < 0:
        raise ValueError("n must not be negative")
    result = 1
    for factor in range(2, n + 1):
        result *= factor
    return result


print(factorial(5))  # 120`,
    script: `function factorial(n<: number>)<: number> {
  if (n < 0) throw new RangeError('n must not be negative');
  let result = 1;
  for (let factor = 2; factor <= n; factor++) result *= factor;
  return result;
}

console.log(factorial(5)); // 120`,
  },
  {
    asked: /\bfibonacci\b/,
    words: ['fibonacci'],
    python: `def fibonacci(n: int) -> int:
    """Return the n-th Fibonacci number, counting from 0."""
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


print([fibonacci(i) for i in range(10)])  # [0, 1, 1, 2, 3, 5, 8, 13, 21, 34]`,
    script: `function fibonacci(n<: number>)<: number> {
  let [a, b] = [0, 1];
  for (let i = 0; i < n; i++) [a, b] = [b, a + b];
  return a;
}

console.log(Array.from({ length: 10 }, (_, i) => fibonacci(i)));`,
  },
  {
    asked: /\bprimes?\b/,
    words: ['is', 'prime'],
    python: `def is_prime(n: int) -> bool:
    """Tell whether n is a prime number."""
    if n < 2:
        return False
    divisor = 2
    while divisor * divisor <= n:
        if n % divisor == 0:
            return False
        divisor += 1
    return True


print([n for n in range(20) if is_prime(n)])  # [2, 3, 5, 7, 11, 13, 17, 19]`,
    script: `function isPrime(n<: number>)<: boolean> {
  if (n < 2) return false;
  for (let divisor = 2; divisor * divisor <= n; divisor++) {
    if (n % divisor === 0) return false;
  }
  return true;
}

console.log([2, 9, 17].map(isPrime)); // [true, false, true]`,
  },
  {
    asked: /\bpalindromes?\b/,
    words: ['is', 'palindrome'],
    python: `def is_palindrome(text: str) -> bool:
    """Tell whether text reads the same in both directions."""
    letters = [c.lower() for c in text if c.isalnum()]
    return letters == letters[::-1]


print(is_palindrome("Never odd or even"))  # True`,
    script: `function isPalindrome(text<: string>)<: boolean> {
  const letters = [...text.toLowerCase()].filter((c) => /[a-z0-9]/.test(c));
  return letters.join('') === letters.toReversed().join('');
}

console.log(isPalindrome('Never odd or even')); // true`,
  },
  {
    asked: /\brevers(?:e|es|ing) (?:a |an |the )?(?:given )?(?:string|text|word)/,
    words: ['reverse', 'string'],
    python: `def reverse_string(text: str) -> str:
    """Return text with its characters in reverse order."""
    return text[::-1]


print(reverse_string("hello"))  # olleh`,
    script: `function reverseString(text<: string>)<: string> {
  return [...text].reverse().join('');
}

console.log(reverseString('hello')); // olleh`,
  },
  {
    asked: /\b(?:adds?|sums?|adding) (?:up )?(?:two|2|a and b|the sum of two)\b/,
    words: ['add'],
    python: `def add(a: float, b: float) -> float:
    """Return the sum of a and b."""
    return a + b


print(add(2, 3))  # 5`,
    script: `function add(a<: number>, b<: number>)<: number> {
  return a + b;
}

console.log(add(2, 3)); // 5`,
  },
  {
    asked: /\b(?:binary search)\b/,
    words: ['binary', 'search'],
    python: `def binary_search(values: list[int], target: int) -> int:
    """Return the index of target in sorted values, or -1."""
    low, high = 0, len(values) - 1
    while low <= high:
        middle = (low + high) // 2
        if values[middle] == target:
            return middle
        if values[middle] < target:
            low = middle + 1
        else:
            high = middle - 1
    return -1


print(binary_search([1, 3, 5, 7, 9], 7))  # 3`,
    script: `function binarySearch(values<: number[]>, target<: number>)<: number> {
  let low = 0;
  let high = values.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (values[middle] === target) return middle;
    if (values[middle]<!> < target) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

console.log(binarySearch([1, 3, 5, 7, 9], 7)); // 3`,
  },
  {
    asked: /\b(?:quick ?sort|sorts? (?:a |an |the )?(?:list|array|numbers))\b/,
    words: ['quick', 'sort'],
    python: `def quick_sort(values: list[int]) -> list[int]:
    """Return the values in ascending order."""
    if len(values) < 2:
        return values
    pivot, *rest = values
    smaller = [v for v in rest if v < pivot]
    larger = [v for v in rest if v >= pivot]
    return quick_sort(smaller) + [pivot] + quick_sort(larger)


print(quick_sort([3, 1, 2]))  # [1, 2, 3]`,
    script: `function quickSort(values<: number[]>)<: number[]> {
  if (values.length < 2) return values;
  const [pivot, ...rest] = values< as [number, ...number[]]>;
  const smaller = rest.filter((value) => value < pivot);
  const larger = rest.filter((value) => value >= pivot);
  return [...quickSort(smaller), pivot, ...quickSort(larger)];
}

console.log(quickSort([3, 1, 2])); // [1, 2, 3]`,
  },
];
